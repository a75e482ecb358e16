using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Providers.Fal;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Fal;

/// <summary>Webhooks from the Backlot to the product's own door.</summary>
public sealed class FalWebhookTests : IAsyncLifetime, IDisposable
{
    private BacklotSet set = null!;
    private FalOptions options = null!;
    private WebhookDoor door = null!;
    private FalWebhookKeys keys = null!;

    public async Task InitializeAsync()
    {
        set = await BacklotSet.StartAsync();
        options = set.FalOptions();
        // For them no minute passes: when they are read again is what a test is about.
        keys = new FalWebhookKeys(set.Channel, Options.Create(options), new StoppedClock());
        door = new WebhookDoor(0, new FalWebhooks(keys, set.Fal(options), set.Bell, Options.Create(options), TimeProvider.System));
        await door.StartAsync(default);
        options.Webhook = new Uri(door.Address!, "hooks/fal");
    }

    public async Task DisposeAsync()
    {
        await door.StopAsync(default);
        await set.DisposeAsync();
    }

    public void Dispose() => keys.Dispose();

    [Theory]
    [InlineData(null, "200")]
    [InlineData("webhook_twice", "200,200")]
    [InlineData("webhook_forged", "401")]
    [InlineData("webhook_stale", "401")]
    [InlineData("webhook_tampered", "401")]
    public async Task Webhook_IsTakenOnlyWhenGenuineAndFresh(string? fault, string statuses)
    {
        if (fault is not null)
            await set.FaultAsync(new { route = "webhook", action = fault });
        var request = await set.RequestAsync();

        var submitted = await set.Fal(options).SubmitAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), default);
        var answers = await AnswersAsync(statuses.Split(',').Length);

        Assert.Equal(statuses, string.Join(',', answers));
        Assert.Equal(statuses.StartsWith("200", StringComparison.Ordinal) ? submitted.Job!.RequestId : null, set.Bell.JobOf("film/s01/1.1")?.RequestId);
    }

    [Fact]
    public async Task Webhook_OfASubmitWhoseAnswerWasLost_NamesItsJob()
    {
        options.ListsRunning = false;
        await set.FaultAsync(new { route = "submit", provider = "fal", action = "accept_then_reset" });
        // Nothing is stored, so nothing is listed: only the webhook can tell.
        options.StorePayloads = false;
        var request = await set.RequestAsync();
        var row = set.Catalogue.Find(request.Model);
        var fal = set.Fal(options);
        var before = DateTime.UtcNow;

        var submitted = await fal.SubmitAsync("film/s01/1.1", request, row, default);
        await AnswersAsync(1);
        var found = await fal.FindAsync("film/s01/1.1", request, row, before, new HashSet<string>(), default);

        Assert.Equal(OutcomeClass.Ambiguous, submitted.Outcome);
        Assert.Equal(OutcomeClass.AcceptedRunning, found.Outcome);
        Assert.Equal(Assert.Single(await set.LedgerAsync("fal")).GetProperty("request_id").GetString(), found.Job!.RequestId);
        Assert.Equal(OutcomeClass.Delivered, (await fal.StateAsync(found.Job, default)).Outcome);
    }

    [Fact]
    public async Task Webhook_BeforeTheAnswerToItsSubmit_NamesTheSameJobAndItIsPaidOnce()
    {
        await set.FaultAsync(new { route = "submit", action = "answer_after_webhook" });
        var request = await set.RequestAsync();

        var submitted = await set.Fal(options).SubmitAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), default);

        Assert.Equal(OutcomeClass.AcceptedRunning, submitted.Outcome);
        Assert.Equal(submitted.Job!.RequestId, set.Bell.JobOf("film/s01/1.1")!.RequestId);
        Assert.Equal(submitted.Job.RequestId, Assert.Single(await set.LedgerAsync("fal")).GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task Webhooks_OutOfOrder_EachNameTheirOwnJob()
    {
        await set.FaultAsync(new { route = "webhook", action = "webhook_late", retry_after = 3600 });
        var fal = set.Fal(options);
        var row = set.Catalogue.Find("kling-v3-pro");
        var first = await fal.SubmitAsync("film/s01/1.1", await set.RequestAsync(), row, default);
        // The rule is for the first webhook that is due, which is a moment after its job is over.
        await EndedAsync(fal, first.Job!);
        await MetAsync();
        var second = await fal.SubmitAsync("film/s02/1.1", await set.RequestAsync(), row, default);
        await AnswersAsync(1);
        Assert.Null(set.Bell.JobOf("film/s01/1.1"));

        using var http = new HttpClient();
        (await http.PostAsync(new Uri(set.Server.Address, "_backlot/webhooks/flush"), null)).Dispose();

        Assert.Equal(["200", "200"], await AnswersAsync(2));
        Assert.Equal((first.Job!.RequestId, second.Job!.RequestId), (set.Bell.JobOf("film/s01/1.1")!.RequestId, set.Bell.JobOf("film/s02/1.1")!.RequestId));
        Assert.Equal(2, (await set.LedgerAsync("fal")).Count);
    }

    [Fact]
    public async Task Webhook_SignedByANewKey_IsTakenOnceTheKeysAreReadAgain()
    {
        var fal = set.Fal(options);
        var row = set.Catalogue.Find("kling-v3-pro");
        await fal.SubmitAsync("film/s01/1.1", await set.RequestAsync(), row, default);
        await AnswersAsync(1);
        using var http = new HttpClient();
        (await http.PostAsync(new Uri(set.Server.Address, "_backlot/webhooks/rotate"), null)).Dispose();

        // Within a minute of the last reading nobody makes us read them again; polling finds the job all the same.
        var second = await fal.SubmitAsync("film/s02/1.1", await set.RequestAsync(), row, default);
        Assert.Equal(["200", "401"], await AnswersAsync(2));
        await EndedAsync(fal, second.Job!);
        using var fresh = new FalWebhookKeys(set.Channel, Options.Create(options), TimeProvider.System);
        var other = new WebhookDoor(0, new FalWebhooks(fresh, fal, set.Bell, Options.Create(options), TimeProvider.System));
        await other.StartAsync(default);
        options.Webhook = new Uri(other.Address!, "hooks/fal");
        await fal.SubmitAsync("film/s03/1.1", await set.RequestAsync(), row, default);

        Assert.Equal(["200", "401", "200"], await AnswersAsync(3));
        await other.StopAsync(default);
        Assert.Equal((true, false, true), (Known("film/s01/1.1"), Known("film/s02/1.1"), Known("film/s03/1.1")));

        bool Known(string attempt) => set.Bell.JobOf(attempt) is not null;
    }

    [Fact]
    public async Task Webhook_Lost_PollingStillFinishes()
    {
        await set.FaultAsync(new { route = "webhook", action = "webhook_lost" });
        var request = await set.RequestAsync();
        var fal = set.Fal(options);
        var submitted = await fal.SubmitAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), default);

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await fal.StateAsync(submitted.Job!, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await set.Bell.RestAsync(submitted.Job!.RequestId, TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);

        Assert.Null(set.Bell.JobOf("film/s01/1.1"));
    }

    [Fact]
    public async Task Bell_RungBeforeTheWait_EndsItAtOnce()
    {
        set.Bell.Ring("early");

        await set.Bell.RestAsync("early", TimeSpan.FromDays(1), TimeProvider.System, default);

        using var cancelled = new CancellationTokenSource();
        var second = set.Bell.RestAsync("early", TimeSpan.FromDays(1), TimeProvider.System, cancelled.Token);
        Assert.False(second.IsCompleted);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    private sealed class StoppedClock : TimeProvider
    {
        private readonly DateTimeOffset now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => now;
    }

    private static async Task EndedAsync(FalVideoModel fal, ProviderJob job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await fal.StateAsync(job, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
    }

    // Until a webhook has met the scripted rule.
    private async Task MetAsync()
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await http.GetFromJsonAsync<JsonElement>(new Uri(set.Server.Address, "_backlot/faults"), patience.Token))[0].GetProperty("seen").GetInt32() == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
    }

    private async Task<IReadOnlyList<string>> AnswersAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var answers = (await set.JournalAsync()).Where(line => line.GetProperty("kind").GetString() == "webhook")
                .Select(line => line.GetProperty("detail").GetProperty("status").ToString()).ToList();
            if (answers.Count >= count)
                return answers;
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
        }
    }
}
