using System.Text.Json;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>One film with a shot from each provider, by the built command, on the Backlot.</summary>
public sealed class FamilyFilmTests : IDisposable
{
    private const string Brief = """
        name: family
        title: Family
        duration: 36s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
          - A boat on the water of a harbor at dawn.
          - A lamp on a desk in an office at night.
          - A bicycle in a quiet street in the afternoon.
          - A stone on a beach by the sea.
          - A tree in a field on a clear day.
        shot-models:
          1: veo-3.1-vertex
          2: kling-v3-standard-direct
          3: seedance-2.0-direct
          4: runway-gen-4.5
          5: gemini-omni
          6: ltx-2.3
        # Runway makes pictures without sound.
        silent-shots: [4]
        attempts: 1
        budget: 40 USD
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_AShotFromEachProvider_IsOneFilmAndEachIsPaidOnce()
    {
        folder.Write("brief.yaml", Brief);
        await using var command = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"]);

        var end = await command.EndAsync();

        Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        Assert.True(File.Exists(folder.File("films/family/film.mp4")) || Directory.EnumerateFiles(folder.File("films/family"), "*.mp4").Any(), end.Output);
        var bought = await BoughtAsync();
        Assert.Equal(["ark", "fal", "gemini", "kling", "runway", "vertex"], bought.Select(job => job.Provider).Where(provider => provider != "openai").Order());
        Assert.Equal(bought.Count, bought.Select(job => job.Attempt).Distinct().Count());
    }

    private async Task<List<(string Provider, string Attempt)>> BoughtAsync()
    {
        await using var backlot = CommandProcess.Start(folder.Path, ["dev", "--backlot-only"]);
        var address = (await backlot.LineAsync("ready:"))["ready: ".Length..];
        using var http = new HttpClient();
        using var ledger = JsonDocument.Parse(await http.GetStringAsync($"{address}_backlot/ledger"));
        return [.. ledger.RootElement.GetProperty("rows").EnumerateArray().Select(row => (row.GetProperty("provider").GetString()!, row.GetProperty("attempt_id").GetString()!))];
    }
}
