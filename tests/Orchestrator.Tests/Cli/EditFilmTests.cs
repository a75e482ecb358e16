using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>A film whose one fault is mended by a model that makes a part of the take anew, by the built command, on a Backlot.</summary>
public sealed class EditFilmTests : IDisposable
{
    private const string Brief = """
        name: mended
        title: Mended
        duration: 6s
        size: 640x360
        treatment: A lamp on a desk in an office at night.
        models: [kling-v3-pro, ltx-2.3-retake]
        budget: 10 USD
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_AnUnwantedCut_IsMendedByARetakeOfWhatFollowsIt()
    {
        folder.Write("brief.yaml", Brief);
        // Every take of the lamp is cut in two, as long as nothing insists on one continuous take.
        var options = new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 360, ForcedHabits = [new("lamp", Habit.Cut)] };
        await using var backlot = await BacklotServer.StartAsync(options, default);
        await using var command = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"], new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString() });

        var end = await command.EndAsync();

        Assert.True(end.ExitCode == 0, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        Assert.Contains("Camera edited in take 1 by ltx-2.3-retake", end.Output);
        using var http = new HttpClient();
        using var ledger = JsonDocument.Parse(await http.GetStringAsync(new Uri(backlot.Address, "_backlot/ledger")));
        var bought = ledger.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("provider").GetString() == "fal").ToList();
        Assert.Equal(["fal-ai/kling-video/v3/pro/image-to-video", "fal-ai/ltx-2.3/retake-video"], bought.Select(row => row.GetProperty("endpoint").GetString()));
        // Six seconds at 0.168 USD, and the whole of it at 0.06 USD for the retake.
        Assert.Equal([1_008_000, 360_000], bought.Select(row => row.GetProperty("charged_micro_usd").GetInt64()));
        Assert.Contains("edited in take 1, the rest of it kept", await File.ReadAllTextAsync(folder.File("films/mended/report.html")));
    }
}
