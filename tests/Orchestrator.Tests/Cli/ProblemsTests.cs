using Orchestrator.Cli;
using Orchestrator.Media;

namespace Orchestrator.Tests.Cli;

public sealed class ProblemsTests
{
    [Fact]
    public void Explain_DiskFull_SaysSoHoweverDeepTheCause()
    {
        var full = new IOException("No space left on device : '/films/film.mp4'", 28);

        var problem = Problems.Explain(new InvalidOperationException("outer", full), "/home/log");

        Assert.Contains("disk is full", problem.Message);
        Assert.Contains("goes on where it was", problem.Remedy);
        Assert.Equal(ExitCode.Failed, problem.ExitCode);
    }

    [Fact]
    public void Explain_FullDiskToldByFfmpeg_IsRecognised() =>
        Assert.True(Problems.DiskIsFull(new MediaException("ffmpeg ended with code 1") { ErrorOutput = "av_interleaved_write_frame(): No space left on device" }));

    [Fact]
    public void Explain_ToolMissing_KeepsTheToolsOwnRemedy()
    {
        var problem = Problems.Explain(new MediaException("ffmpeg cannot be started. Install it.") { ToolMissing = true }, null);

        Assert.Contains("Install it", problem.Message);
    }

    [Fact]
    public void Explain_Unknown_NamesTheLogAndNoStack()
    {
        var problem = Problems.Explain(new InvalidOperationException("first line\nsecond line"), "/home/log");

        Assert.Equal("Unexpected: InvalidOperationException: first line", problem.Message);
        Assert.Contains("/home/log", problem.Remedy);
    }

    [Fact]
    public void Explain_CommandsOwn_PassesAsItIs()
    {
        var own = new CommandException("what", "remedy", ExitCode.Usage);

        Assert.Same(own, Problems.Explain(own, null));
    }
}
