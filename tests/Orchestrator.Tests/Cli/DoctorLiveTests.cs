using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

public sealed class DoctorLiveTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly HttpClient http = new();
    private BacklotServer backlot = null!;

    // Jobs wait long enough that they can be cancelled before they run.
    public async Task InitializeAsync() => backlot = await BacklotServer.StartAsync(
        new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 90, QueueDelay = TimeSpan.FromMinutes(5), Keys = ["good-key"] }, default);

    public async Task DisposeAsync() => await backlot.DisposeAsync();

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task DoctorLive_OpenAccounts_SubmitsAsksAndCancelsOneJobForEach()
    {
        var end = await RunAsync("good-key", "--yes");

        Assert.True(end.ExitCode == 0, end.Output + end.Error);
        Assert.Matches(@"fal: one job of \d+ s to \S+, at most \d+\.\d\d USD if it cannot be cancelled", end.Output);
        Assert.Matches(@"Together at most \d+\.\d\d USD\.", end.Output);
        Assert.Matches(@"ok\s+fal\s+\S+ accepted a job \(queued.*\) and cancelled it; nothing is billed", end.Output);
        Assert.Matches(@"ok\s+openai\s+the key is good for \d+ models; nothing was drawn", end.Output);
        Assert.Matches(@"ok\s+fal\s+\d+ endpoints take what is sent; \d+ optional fields more are not used", end.Output);
        var row = Assert.Single(await LedgerAsync());
        Assert.Equal("cancelled", row.GetProperty("status").GetString());
        Assert.Equal(row.GetProperty("charged_micro_usd").GetInt64(), row.GetProperty("refunded_micro_usd").GetInt64());
    }

    [Fact]
    public async Task DoctorLive_WrongKey_SaysWhichVariableToCheck()
    {
        var end = await RunAsync("bad-key", "--yes");

        Assert.Equal(5, end.ExitCode);
        Assert.Matches(@"missing\s+fal\s+\S+: AuthOrAccount", end.Output);
        Assert.Contains("Check FAL_KEY", end.Output);
        Assert.DoesNotContain("bad-key", end.Output + end.Error);
        Assert.Empty(await LedgerAsync());
    }

    [Fact]
    public async Task DoctorLive_NobodyToAsk_SubmitsNothing()
    {
        var end = await RunAsync("good-key");

        Assert.Equal(64, end.ExitCode);
        Assert.Contains("Together at most", end.Output);
        Assert.Contains("--yes", end.Error);
        Assert.Empty(await LedgerAsync());
    }

    [Fact]
    public async Task DoctorLive_OnTheBacklot_TriesEveryProviderForPlayMoney()
    {
        await using var open = await BacklotServer.StartAsync(
            new BacklotOptions { DataFolder = folder.File("open"), HabitScale = 0, MaxHeight = 90, QueueDelay = TimeSpan.FromMinutes(5) }, default);

        var end = await CommandProcess.RunAsync(folder.Path, ["doctor", "--live"], new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = open.Address.ToString() });

        Assert.True(end.ExitCode == 0, end.Output + end.Error);
        Assert.Contains("of play money", end.Output);
        foreach (var provider in new[] { "ark", "fal", "gemini", "kling", "runway", "vertex" })
            Assert.Matches($@"(ok|note)\s+{provider}\s+\S+ accepted a job", end.Output);
        // These two offer no way to cancel.
        foreach (var provider in new[] { "kling", "vertex" })
            Assert.Matches($@"note\s+{provider}\s.* it may be billed, at most \d+\.\d\d USD", end.Output);
    }

    [Fact]
    public async Task ModelsCheckLive_WithoutAnyKeyOnTheBacklot_SaysThatEndpointsTakeWhatIsSent()
    {
        var end = await CommandProcess.RunAsync(folder.Path, ["models", "check", "--live"], new Dictionary<string, string?> { ["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString() });

        Assert.Matches(@"fal: \d+ endpoints take what is sent; \d+ optional fields more are not used", end.Output);
        // The Backlot lets in none but its own key here: what a service answers is told beside it.
        Assert.Contains("openai: ", end.Output);
        Assert.Equal(2, end.ExitCode);
        Assert.Empty(await LedgerAsync());
    }

    [Fact]
    public async Task ModelsCheckLive_PagesThatNobodyServes_IsOneLineAndNoCrash()
    {
        var environment = Environment("good-key");
        environment["ORCHESTRATOR_FAL_PAGES_URL"] = "http://127.0.0.1:1/";

        var end = await CommandProcess.RunAsync(folder.Path, ["models", "check", "--live"], environment);

        Assert.Equal(2, end.ExitCode);
        Assert.Single(end.Output.Split('\n'), line => line.StartsWith("fal: fal's public pages cannot be reached", StringComparison.Ordinal));
        Assert.Contains("openai: the key is good", end.Output);
        Assert.Empty(end.Error);
    }

    private Task<CommandResult> RunAsync(string key, params string[] more) => CommandProcess.RunAsync(folder.Path, ["doctor", "--live", .. more], Environment(key));

    private Dictionary<string, string?> Environment(string key) => new()
    {
        ["FAL_KEY"] = key,
        ["OPENAI_API_KEY"] = key,
        ["ORCHESTRATOR_FAL_QUEUE_URL"] = backlot.FalQueue.ToString(),
        ["ORCHESTRATOR_FAL_PLATFORM_URL"] = backlot.FalPlatform.ToString(),
        ["ORCHESTRATOR_FAL_REST_URL"] = backlot.FalRest.ToString(),
        ["ORCHESTRATOR_FAL_PAGES_URL"] = backlot.FalPages.ToString(),
        ["ORCHESTRATOR_OPENAI_URL"] = backlot.OpenAi.ToString(),
    };

    private async Task<List<JsonElement>> LedgerAsync()
    {
        var ledger = await http.GetFromJsonAsync<JsonElement>(new Uri(backlot.Address, "_backlot/ledger"));
        return [.. ledger.GetProperty("rows").EnumerateArray()];
    }
}
