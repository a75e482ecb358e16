using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;
using Orchestrator.Tests.Generation;

namespace Orchestrator.Tests.Providers;

/// <summary>Faults of which the direct providers have variants of their own: how long to wait, keys that run out, jobs that stand still, cancelling that comes too late.</summary>
public sealed class VendorFaultVariantTests : IAsyncLifetime
{
    private const string Attempt = "film/s01/1.1";

    private BacklotSet set = null!;

    public static TheoryData<string> Models => ["veo-3.1-vertex", "kling-v3-pro-direct", "seedance-2.0-direct", "runway-gen-4.5", "gemini-omni"];

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync(maxHeight: 32);

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Submit_429_WaitsAsAskedInEveryForm(string name)
    {
        var (model, row, request) = await ReadyAsync(name);
        foreach (var (after, asDate, least, most) in new (int?, bool, double, double)[] { (7, false, 7, 7), (7, true, 5.5, 8.5), (null, false, 5, 5) })
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "rate_limit", retry_after = after, retry_after_date = asDate });

            var submitted = await model.SubmitAsync(Attempt, request, row, default);

            Assert.Equal((after, asDate, OutcomeClass.NotAcceptedRetryable), (after, asDate, submitted.Outcome));
            Assert.InRange(submitted.RetryAfterSeconds, least, most);
        }

        Assert.Empty(await set.LedgerAsync(row.Provider));
    }

    [Theory]
    [InlineData("veo-3.1-vertex")]
    [InlineData("gemini-omni")]
    public async Task Submit_429WithRetryInfoInTheBodyAlone_WaitsAsThatSays(string name)
    {
        var (model, row, request) = await ReadyAsync(name);
        const string Busy = """{"error":{"code":429,"message":"Quota exceeded.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.Help"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"17.5s"}]}}""";
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "answer", status = 429, answer = Busy });

        var submitted = await model.SubmitAsync(Attempt, request, row, default);

        Assert.Equal((OutcomeClass.NotAcceptedRetryable, 17.5), (submitted.Outcome, submitted.RetryAfterSeconds));
        Assert.Empty(await set.LedgerAsync(row.Provider));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Fetch_KeyRunsOutWhileItIsPolled_IsDeliveredAndPaidOnce(string name)
    {
        var (model, row, request) = await ReadyAsync(name);
        using var room = new GenerationRoom(set, model);
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new(Attempt, request, DateTime.UtcNow)));
        await set.FaultAsync(new { route = "status", provider = row.Provider, action = "unauthorized", times = 2 });

        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request)));

        Assert.Equal((OutcomeClass.Delivered, 0L), (result.Outcome, (await ChargeAsync(row)).Refunded));
        // To the cent: what is told in tokens or units is rounded otherwise than the price.
        Assert.InRange(result.Charged.Micros - (await ChargeAsync(row)).Charged, -10_000, 10_000);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Job_StuckInProgress_RunsOnForWhoeverAsksAndKeepsItsCharge(string name)
    {
        var (model, row, request) = await ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "stuck_progress" });
        var submitted = await model.SubmitAsync(Attempt, request, row, default);

        for (var asked = 0; asked < 3; asked++)
            Assert.Equal(OutcomeClass.AcceptedRunning, (await model.StateAsync(submitted.Job!, default)).Outcome);

        var (charged, refunded) = await ChargeAsync(row);
        Assert.Equal((true, 0L), (charged > 0, refunded));
    }

    [Theory]
    [InlineData("seedance-2.0-direct")]
    [InlineData("runway-gen-4.5")]
    [InlineData("gemini-omni")]
    public async Task Cancel_WhileTheJobEnds_IsTooLateAndTheClipIsThereAndPaid(string name)
    {
        var (model, row, request) = await ReadyAsync(name);
        await set.FaultAsync(new { route = "cancel", provider = row.Provider, action = "cancel_too_late" });
        var submitted = await model.SubmitAsync(Attempt, request, row, default);

        Assert.Equal(OutcomeClass.AcceptedRunning, await model.CancelAsync(submitted.Job!, default));
        await EndedAsync(model, submitted.Job!);
        Assert.Equal(OutcomeClass.Delivered, (await model.OutputAsync(submitted.Job!, row, default)).Outcome);
        Assert.Equal(0, (await ChargeAsync(row)).Refunded);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Media_ThatIsNoClip_IsUnderDeliveredAndPaidOnce(string name)
    {
        var (model, row, request) = await ReadyAsync(name);
        using var room = new GenerationRoom(set, model);
        foreach (var (action, answer) in new[] { ("corrupt_media", ""), ("empty_media", ""), ("answer", "<html>Sign in</html>") })
        {
            await set.FaultAsync(new { route = "media", provider = row.Provider, action, status = 200, answer, content_type = "text/html" });
            var attempt = $"film/{action}/1.1";
            var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new(attempt, request, DateTime.UtcNow)));

            var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request)));

            Assert.Equal((action, OutcomeClass.UnderDelivered, true), (action, result.Outcome, result.Charged.Micros > 0));
        }

        // Nothing is bought again by itself, and nothing is given back.
        var rows = await set.LedgerAsync(row.Provider);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, charge => Assert.Equal(0, charge.GetProperty("refunded_micro_usd").GetInt64()));
    }

    private async Task<(IVideoModel Model, ModelRow Row, TakeRequest Request)> ReadyAsync(string name)
    {
        var row = set.Catalogue.Find(name);
        return (set.Model(row.Provider), row, await set.RequestAsync(name, row.Seconds[0]));
    }

    private async Task<(long Charged, long Refunded)> ChargeAsync(ModelRow row)
    {
        var charge = Assert.Single(await set.LedgerAsync(row.Provider));
        return (charge.GetProperty("charged_micro_usd").GetInt64(), charge.GetProperty("refunded_micro_usd").GetInt64());
    }

    private static async Task EndedAsync(IVideoModel model, ProviderJob job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await model.StateAsync(job, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
    }
}
