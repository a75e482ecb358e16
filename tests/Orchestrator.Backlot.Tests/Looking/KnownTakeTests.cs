using System.Text.RegularExpressions;
using Orchestrator.Backlot.Looking;

namespace Orchestrator.Backlot.Tests.Looking;

/// <summary>Takes of varied words, held against what was asked for: clean ones pass, and what is measured elsewhere is no fault here.</summary>
public class KnownTakeTests
{
    [Theory]
    [InlineData(2, null)]
    [InlineData(9, null)]
    [InlineData(14, null)]
    [InlineData(22, null)]
    [InlineData(13, Habit.HueDrift)]
    [InlineData(11, Habit.TooDark)]
    [InlineData(16, Habit.OffMark)]
    public async Task Look_NothingThatAJudgeLooksFor_PassesWhateverIsFilmed(int number, Habit? habit)
    {
        var (identity, physics, action) = await LookAsync(folder => Survey.FilmAsync(folder, number, habit));

        Assert.Equal(("yes", "yes", "yes"), (identity.Verdict, physics.Verdict, action.Verdict));
    }

    [Fact]
    public async Task Look_LimbsThatLeaveGhosts_AreFoundWhereTheyAre()
    {
        var (identity, physics, action) = await LookAsync(folder => Survey.FilmAsync(folder, 21, null, "fal-ai/kling-video/v3", 10, words: prompt => Regex.Replace(prompt, "Subject: [^\n]*", "Subject: a woman in a red coat")));

        Assert.Equal(("yes", "no", "yes", "a limb shows twice"), (identity.Verdict, physics.Verdict, action.Verdict, physics.Evidence));
        // The eighth second is in the seventh picture of the take, and the first picture is the board.
        Assert.Subset(new HashSet<int> { 8, 9 }, physics.Pictures.ToHashSet());
        Assert.NotEmpty(physics.Pictures);
    }

    private static async Task<(Sight Identity, Sight Physics, Sight Action)> LookAsync(Func<string, Task<Survey.Take>> film)
    {
        var folder = Directory.CreateTempSubdirectory("survey-").FullName;
        try
        {
            var take = await film(folder);
            var seen = await PictureReader.ReadAsync("ffmpeg", [take.Board, .. take.Shots], default);
            Assert.DoesNotContain(null, seen);
            return new KnownTake(new IdealTake(take.Planner, take.Order, seen[0]!.Width, seen[0]!.Height), [.. seen.Skip(1).OfType<SeenPicture>()], take.Frames).Look();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
