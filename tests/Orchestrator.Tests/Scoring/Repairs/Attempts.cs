using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Scoring.Repairs;

/// <summary>Builds attempts and score cards for the repair tests.</summary>
internal static class Attempts
{
    public static readonly Shot FilmedShot = TestShots.Shot(sound: "soft wind");

    public static TakeRequest Request(ShotFields? fields = null, int seconds = 5, long seed = 7) => new(
        FilmedShot.Id, "model-a", fields ?? FilmedShot.Fields, seconds, seed, new AssetRef(new string('a', 64), 10, "image/png"), new FrameSize(1280, 720));

    public static ScoreCard Card(ScoredAttribute? failed, double exceedance = 2, params (string Name, double Value)[] deviations) => new(
        "film-s01",
        [.. ScoredAttributes.OfEveryTake.Select(attribute => attribute == failed
            ? new AttributeScore(attribute, Verdict.Fail, 0.2, exceedance, 1, "off", deviations.ToDictionary(pair => pair.Name, pair => pair.Value), [0])
            : new AttributeScore(attribute, Verdict.Pass, 1, 0, 1, "fine", new Dictionary<string, double>(), []))],
        failed,
        "test");

    public static Attempt Attempt(int number, TakeRequest request, ScoreCard? card, int? parent = null, ShotField? changed = null, OutcomeClass? outcome = null) => new(
        number, $"film-s01-{number}", request, parent, changed, "", outcome ?? (card is null ? OutcomeClass.AcceptedFailedRetryable : OutcomeClass.Delivered),
        card is null ? null : new Take(FilmedShot.Id, $"film-s01-{number}", new AssetRef(new string('b', 64), 10, "video/mp4"), new ClipFacts(48, 24, new FrameSize(1280, 720), true), Money.Zero, false),
        card, Money.Zero);

    public static Repair Choose(int best, int maximum, params Attempt[] attempts) =>
        new Orchestrator.Scoring.Repairs.RepairChooser(new ChooseRepairRequest(FilmedShot, attempts, best, maximum)).Choose();

    public static Repair ChooseFirst(ScoredAttribute failed, TakeRequest request, params (string Name, double Value)[] deviations) =>
        Choose(1, 4, Attempt(1, request, Card(failed, 2, deviations)));
}
