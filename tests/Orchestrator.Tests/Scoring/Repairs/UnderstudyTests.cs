using Orchestrator.Model;
using Orchestrator.Scoring.Repairs;
using Orchestrator.Workflows.Activities;
using static Orchestrator.Tests.Scoring.Repairs.Attempts;

namespace Orchestrator.Tests.Scoring.Repairs;

public sealed class UnderstudyTests
{
    private static readonly TakeRequest First = Request();

    [Fact]
    public void Choose_TakesOfATrialRejected_TheUnderstudyBeginsAsTheShotWasAskedFor()
    {
        var mended = First with { Fields = First.Fields with { Motion = First.Fields.Motion with { Insistence = Insistence.Strict } } };

        var repair = Choose(after: 2, best: 2, Attempt(1, First, Card(ScoredAttribute.Motion)), Attempt(2, mended, Card(ScoredAttribute.Motion, 1.5), 1, ShotField.Motion));

        Assert.Equal((RepairKind.Retry, ShotField.Model, 1), (repair.Kind, repair.Changed, repair.Parent));
        Assert.Equal(First with { Model = "model-b", Seconds = 6 }, repair.Request);
        Assert.EndsWith("2 takes of model-a are rejected: model-b takes the shot over.", repair.Reason);
    }

    [Fact]
    public void Choose_OneTakeOfATrialRejected_IsMendedFirst()
    {
        var repair = Choose(after: 2, best: 1, Attempt(1, First, Card(ScoredAttribute.Motion)));

        Assert.Equal("model-a", repair.Request!.Model);
    }

    [Fact]
    public void Choose_UnderstudysTakeIsWorse_ItIsMendedAllTheSame()
    {
        var other = First with { Model = "model-b", Seconds = 6 };

        var repair = Choose(after: 1, best: 1, Attempt(1, First, Card(ScoredAttribute.Motion, 1.2)), Attempt(2, other, Card(ScoredAttribute.Lighting, 3, ("ev", 0.8)), 1, ShotField.Model));

        Assert.Equal(("model-b", ShotField.Lighting, 2), (repair.Request!.Model, repair.Changed, repair.Parent));
    }

    [Fact]
    public void Choose_AttemptsUsedAfterTheUnderstudy_TheBestOfAllIsUsed()
    {
        var other = First with { Model = "model-b", Seconds = 6 };

        var repair = Choose(after: 1, best: 1, maximum: 2, Attempt(1, First, Card(ScoredAttribute.Motion, 1.2)), Attempt(2, other, Card(ScoredAttribute.Lighting, 3), 1, ShotField.Model));

        Assert.Equal(RepairKind.AcceptWithNotes, repair.Kind);
        Assert.StartsWith("Take 1 is used although Motion fails", repair.Reason);
    }

    [Theory]
    [InlineData(4, 1, "model-a")]
    [InlineData(4, 3, "model-b")]
    [InlineData(3, 2, "model-b")]
    public void Choose_UnderstudyOfAProvenModel_MakesTheLastTake(int maximum, int rejected, string model)
    {
        var attempts = Enumerable.Range(1, rejected).Select(number => Attempt(number, First with { Seed = 6 + number }, Card(ScoredAttribute.Motion, 3 - (0.5 * number)), number == 1 ? null : number - 1, number == 1 ? null : ShotField.Seed)).ToArray();

        var repair = Choose(after: null, best: rejected, maximum, attempts);

        Assert.Equal(model, repair.Request!.Model);
    }

    [Fact]
    public void Choose_NothingGainsOnAProvenModel_TheUnderstudyTakesOverInsteadOfTheEnd()
    {
        var repair = Choose(
            after: null, best: 1, maximum: 6,
            Attempt(1, First, Card(ScoredAttribute.Motion, 1.5)),
            Attempt(2, First with { Seed = 8 }, Card(ScoredAttribute.Motion, 2), 1, ShotField.Seed),
            Attempt(3, First with { Seed = 9 }, Card(ScoredAttribute.Motion, 2), 1, ShotField.Seed));

        Assert.Equal("model-b", repair.Request!.Model);
    }

    private static Repair Choose(int? after, int best, params Attempt[] attempts) => Choose(after, best, 4, attempts);

    private static Repair Choose(int? after, int best, int maximum, params Attempt[] attempts) =>
        new RepairChooser(new ChooseRepairRequest(FilmedShot, attempts, best, maximum) { Understudy = new("model-b", 6, Money.Zero, after) }).Choose();
}
