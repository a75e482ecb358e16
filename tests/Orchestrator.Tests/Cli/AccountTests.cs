using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>Several films on one account, by the built command, and what happens when a model is ill.</summary>
public sealed class AccountTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly HttpClient http = new();
    private BacklotServer backlot = null!;

    public async Task InitializeAsync() =>
        // It renders more at once than the account may have open, and is slow to begin: what is asked of it is what it would do.
        backlot = await BacklotServer.StartAsync(
            new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 90, Concurrency = 8, QueueDelay = TimeSpan.FromMilliseconds(700) }, default);

    public async Task DisposeAsync() => await backlot.DisposeAsync();

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Produce_SeveralFilmsAtOnce_StayUnderTheAccountsLimitAndAskNoMoreThanNeeded()
    {
        // Counts every question after a state, and strikes none.
        await PostAsync("faults", new { route = "status", nth = 1_000_000, action = "server_error" });
        await using var dev = CommandProcess.Start(folder.Path, ["dev"], Environment(("ORCHESTRATOR_JOBS", "fal=2")));
        await dev.LineAsync("ready: ");

        string[] names = ["one", "two", "three"];
        foreach (var name in names)
            folder.Write($"{name}.yaml", Brief(name, "kling-v3-standard"));
        var ends = await Task.WhenAll(names.Select(name => CommandProcess.RunAsync(folder.Path, ["produce", $"{name}.yaml"], Environment())));

        Assert.All(ends, end => Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}"));
        var jobs = await JobsAsync();
        Assert.Equal(6, jobs.Count);
        Assert.Equal(2, Peak(jobs));
        // Polling begins at a fifth of a second and slows down by half each time, up to a second; each job is also asked once more
        // when its stream has told its end.
        var asked = (await GetAsync("faults"))[0].GetProperty("seen").GetInt32();
        var most = jobs.Sum(job => 4 + (int)Math.Ceiling((job.End - job.Start).TotalSeconds / 0.2));
        Assert.InRange(asked, jobs.Count, most);
    }

    [Fact]
    public async Task Produce_AccountOfAModelIsRefused_FallsBackToAnotherAndSaysWhy()
    {
        await PostAsync("faults", new { provider = "fal", route = "submit", endpoint = "kling", times = 0, action = "answer", status = 403, answer = "{\"detail\":\"User is locked.\"}" });
        folder.Write("brief.yaml", Brief("fallback", "kling-v3-standard, seedance-2.0-direct"));
        await using var dev = CommandProcess.Start(folder.Path, ["dev"], Environment());
        await dev.LineAsync("ready: ");
        // The endpoint is left alone for half a minute, which must not pass while the film is made: with the clock standing still nothing is delivered.
        await PostAsync("clock/stop", new { });
        await using var produce = CommandProcess.Start(folder.Path, ["produce", "brief.yaml"], Environment());
        await produce.LineAsync("(seedance-2.0-direct) rendering");
        var doctor = await CommandProcess.RunAsync(folder.Path, ["doctor"], Environment());
        await PostAsync("clock/run", new { });

        var end = await produce.EndAsync();

        Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        Assert.All(await JobsAsync(), job => Assert.Equal("ark", job.Provider));
        var report = await File.ReadAllTextAsync(folder.File("films/fallback/report.html"));
        Assert.Contains("iven up on kling-v3-standard (AuthOrAccount", report);
        Assert.Matches(@"note\s+fal\s.*fal-ai/kling-video\S* is left alone for \d+ s: .*the last AuthOrAccount", doctor.Output);
        var replay = await CommandProcess.RunAsync(folder.Path, ["replay", "fallback"], Environment());
        Assert.True(replay.ExitCode == 0, replay.Output + replay.Error);
    }

    private static string Brief(string name, string models) => $"""
        name: {name}
        title: {name}
        duration: 9s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe.
          - A boat on the water of a harbor at dawn.
        models: [{models}]
        attempts: 1
        budget: 40 USD
        """;

    private Dictionary<string, string?> Environment(params (string Name, string Value)[] more)
    {
        Dictionary<string, string?> environment = new() { ["ORCHESTRATOR_BACKLOT_URL"] = backlot.Address.ToString() };
        foreach (var (name, value) in more)
            environment[name] = value;
        return environment;
    }

    private async Task<List<(string Provider, DateTimeOffset Start, DateTimeOffset End)>> JobsAsync()
    {
        var ends = (await GetAsync("journal")).Where(entry => entry.GetProperty("kind").GetString() == "completed")
            .ToDictionary(entry => entry.GetProperty("request_id").GetString()!, entry => Time(entry.GetProperty("at")));
        using var ledger = JsonDocument.Parse(await http.GetStringAsync(new Uri(backlot.Address, "_backlot/ledger")));
        return
        [
            .. ledger.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("provider").GetString() != "openai")
                .Select(row => (row.GetProperty("provider").GetString()!, Time(row.GetProperty("time")), ends[row.GetProperty("request_id").GetString()!])),
        ];
    }

    // A job is open from when it is accepted until it has completed.
    private static int Peak(IReadOnlyList<(string Provider, DateTimeOffset Start, DateTimeOffset End)> jobs) =>
        jobs.Max(job => jobs.Count(other => other.Start <= job.Start && other.End > job.Start));

    private static DateTimeOffset Time(JsonElement element) => DateTimeOffset.Parse(element.GetString()!, CultureInfo.InvariantCulture);

    private async Task<List<JsonElement>> GetAsync(string page) =>
        [.. (await http.GetFromJsonAsync<JsonElement>(new Uri(backlot.Address, $"_backlot/{page}"))).EnumerateArray()];

    private async Task PostAsync(string page, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(backlot.Address, $"_backlot/{page}"), body);
        answer.EnsureSuccessStatusCode();
    }
}
