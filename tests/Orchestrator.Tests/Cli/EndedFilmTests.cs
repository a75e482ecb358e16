using Orchestrator.Backlot;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>A shot that says how it ends, by the built command: a second frame is drawn of it, and the take ends on that frame.</summary>
public sealed class EndedFilmTests : IDisposable
{
    private const string Brief = """
        name: ended
        title: Ended
        duration: 4s
        size: 640x360
        treatment:
          - A barista in a green apron stands at the counter of a cafe.
        ends:
          1: she raises her arm
        models: [kling-v3-standard]
        attempts: 2
        budget: 20 USD
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_ShotWithAnEnd_DeliversATakeThatEndsOnItsFrame()
    {
        await using var backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("lot"), HabitScale = 0, MaxHeight = 360 }, CancellationToken.None);
        folder.Write("brief.yaml", Brief);

        await using var command = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"], new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString() });
        var end = await command.EndAsync();

        Assert.True(end.ExitCode == 0, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        var report = await File.ReadAllTextAsync(folder.File("films/ended/report.html"));
        Assert.Contains("Storyboard, the end", report);
        Assert.Contains("ends on its storyboard frame", report, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("1 take for 1 accepted shot", end.Output);
    }
}
