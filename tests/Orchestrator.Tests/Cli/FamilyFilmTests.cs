using System.Text.Json;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>One film with a shot from each provider, by the built command, on the Backlot.</summary>
public sealed class FamilyFilmTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Produce_AShotFromEachProvider_IsOneFilmAndEachIsPaidOnce()
    {
        folder.Write("brief.yaml", FamilyBrief.Of("family"));
        await using var command = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"]);

        var end = await command.EndAsync();

        Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        Assert.True(File.Exists(folder.File("films/family/film.mp4")) || Directory.EnumerateFiles(folder.File("films/family"), "*.mp4").Any(), end.Output);
        var bought = await BoughtAsync();
        Assert.Equal(FamilyBrief.Providers, bought.Select(job => job.Provider).Where(provider => provider != "openai").Order());
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
