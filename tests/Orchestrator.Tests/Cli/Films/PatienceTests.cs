using Orchestrator.Cli.Films;

namespace Orchestrator.Tests.Cli.Films;

public sealed class PatienceTests
{
    private const string Full = "ffmpeg ended with code 1: No space left on device";

    [Fact]
    public void Judge_TenFailuresWatched_EndsWithTheCauseAndWhatToDo()
    {
        var patience = new Patience(() => 1L << 40);

        var verdicts = Enumerable.Range(2, 11).Select(attempt => patience.Judge(Fails(attempt))).ToList();

        Assert.All(verdicts.Take(10), Assert.Null);
        Assert.Contains("CutFilm is being tried again (attempt 12): broken pipe", verdicts[10]!.Message);
        Assert.Contains("run the same command again", verdicts[10]!.Remedy);
    }

    [Fact]
    public void Judge_FullDisk_EndsSooner()
    {
        var patience = new Patience(() => 1L << 40);

        Assert.Null(patience.Judge(Fails(2, Full)));
        Assert.Null(patience.Judge(Fails(4, Full)));
        var end = patience.Judge(Fails(5, Full));

        Assert.StartsWith("The disk is full", end!.Message);
        Assert.StartsWith("Free some space", end.Remedy);
    }

    [Fact]
    public void Judge_FailuresFromBeforeTheWatching_DoNotCount()
    {
        var patience = new Patience(() => 1L << 40);

        Assert.Null(patience.Judge(Fails(40)));
        Assert.Null(patience.Judge(Fails(49)));
        Assert.NotNull(patience.Judge(Fails(50)));
    }

    [Fact]
    public void Judge_AnotherStepFails_CountsForItself()
    {
        var patience = new Patience(() => 1L << 40);

        Assert.Null(patience.Judge(Fails(2)));
        Assert.Null(patience.Judge(new("film-a/s01#7", "FetchTake", 30, "away")));
        Assert.NotNull(patience.Judge(Fails(12)));
    }

    [Fact]
    public void JudgeSilence_SpaceIsLeft_GoesOnWaiting() => Assert.Null(new Patience(() => 1L << 30).JudgeSilence());

    [Fact]
    public void JudgeSilence_NoSpaceIsLeft_SaysSo()
    {
        var end = new Patience(() => 3L << 20).JudgeSilence();

        Assert.Equal("The disk is full: 3 MB are left.", end!.Message);
        Assert.Contains("goes on where it was", end.Remedy);
    }

    private static Trouble Fails(int attempt, string cause = "broken pipe") => new("film-a#5", "CutFilm", attempt, cause);
}
