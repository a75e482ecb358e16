using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>A shot of fourteen seconds on a model of eight, by the built command, over HTTP and with ffmpeg.</summary>
public sealed class LongShotTests : IDisposable
{
    private const string Brief = """
        name: one-long-shot
        title: One Long Shot
        duration: 14s
        size: 640x360
        treatment:
          - A barista in a green apron stands at the counter of a cafe in the morning light.
        models: [veo-3.1-fast]
        budget: 20 USD
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_FourteenSecondsOnAModelOfEight_RepairsABadSeamByTheSecondPartAlone()
    {
        await using var backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("lot"), HabitScale = 0, MaxHeight = 360 }, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = backlot.Address };
        (await http.PostAsJsonAsync("_backlot/faults", new { route = "submit", endpoint = "extend-video", action = "misbehave", habit = "seam_light" })).EnsureSuccessStatusCode();
        folder.Write("brief.yaml", Brief);

        await using var command = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"], new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString() });
        var end = await command.EndAsync();

        Assert.True(end.ExitCode == 0, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        var bought = await BoughtAsync(http);
        Assert.Equal(["fal-ai/veo3.1/fast/image-to-video", "fal-ai/veo3.1/fast/extend-video", "fal-ai/veo3.1/fast/extend-video"], bought.Select(row => row.Endpoint));
        // Eight seconds once, and seven for each try of what is added.
        Assert.Equal([8 * 150_000, 7 * 150_000, 7 * 150_000], bought.Select(row => row.Charged));
        Assert.Equal(3, bought.Select(row => row.Attempt).Distinct().Count());
        var report = await File.ReadAllTextAsync(folder.File("films/one-long-shot/report.html"));
        Assert.Contains("over the seam the light jumps by", report);
        Assert.Contains("part 2", report);
        Assert.Equal(336, await FramesAsync(folder.File("films/one-long-shot/film.mp4")));
    }

    [Fact]
    public async Task Produce_LongShotsOfVertexAndLtx_GoOnByTheirOwnExtensions()
    {
        await using var backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("lot"), HabitScale = 0, MaxHeight = 90 }, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = backlot.Address };
        folder.Write("brief.yaml", """
            name: two-long-shots
            title: Two Long Shots
            duration: 24s
            size: 640x360
            treatment:
              - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
              - A lamp on a desk in an office at night.
            shot-models: { 1: veo-3.1-fast-vertex, 2: ltx-2.3 }
            attempts: 1
            budget: 20 USD
            """);

        var end = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml"], new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString() });

        Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        using var ledger = JsonDocument.Parse(await http.GetStringAsync("_backlot/ledger"));
        var takes = ledger.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("provider").GetString() != "openai")
            .Select(row => (Endpoint: row.GetProperty("endpoint").GetString(), Charged: row.GetProperty("charged_micro_usd").GetInt64())).Order().ToList();
        // Twelve seconds each: six and seven, and ten and two.
        Assert.Equal(
            [("fal-ai/ltx-2.3/extend-video", 200_000), ("fal-ai/ltx-2.3/image-to-video", 600_000), ("veo-3.1-fast-generate-001", 6 * 120_000), ("veo-3.1-fast-generate-001", 7 * 120_000)],
            takes);
        Assert.Equal(24 * 24, await FramesAsync(folder.File("films/two-long-shots/film.mp4")));
    }

    private static async Task<List<(string Endpoint, long Charged, string Attempt)>> BoughtAsync(HttpClient http)
    {
        using var ledger = JsonDocument.Parse(await http.GetStringAsync("_backlot/ledger"));
        return
        [
            .. ledger.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("provider").GetString() == "fal")
                .Select(row => (row.GetProperty("endpoint").GetString()!, row.GetProperty("charged_micro_usd").GetInt64(), row.GetProperty("attempt_id").GetString()!)),
        ];
    }

    private static async Task<int> FramesAsync(string path) =>
        (await new Orchestrator.Media.ClipProbe(new Orchestrator.Media.Ffmpeg(new())).ReadAsync(path))!.Frames;
}
