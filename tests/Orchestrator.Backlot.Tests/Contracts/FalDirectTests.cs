using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Orchestrator.Backlot.Tests.Contracts;

/// <summary>fal without its queue.</summary>
public class FalDirectTests
{
    [Fact]
    public async Task Run_Request_AnswersWithItsOutput()
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await RunAsync(lot);

        var output = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("video/mp4", output.GetProperty("video").GetProperty("content_type").GetString());
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal(row.GetProperty("units").GetDouble().ToString("0.###"), answer.Headers.GetValues("x-fal-billable-units").Single());
        Assert.Equal(row.GetProperty("request_id").GetString(), answer.Headers.GetValues("x-fal-request-id").Single());
    }

    [Fact]
    public async Task Run_WhatFails_AnswersWithTheModelsError()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { route = "submit", action = "fail", error_type = "generation_timeout" });

        using var answer = await RunAsync(lot);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "generation_timeout", "true"), (answer.StatusCode, answer.Headers.GetValues("x-fal-error-type").Single(), answer.Headers.GetValues("X-Fal-Retryable").Single()));
    }

    [Fact]
    public async Task Run_WhatBreaksTheSchema_IsRefused()
    {
        await using var lot = await TestLot.StartAsync();
        var body = TestLot.Body(TestLot.Kling);
        body["duration"] = "99";

        using var answer = await lot.Fal.PostAsJsonAsync(new Uri(lot.Server.FalDirect, TestLot.Kling), body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Empty(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Run_MoreThanTheAccountMayAtOnce_Is429WhereTheQueueTakesIt()
    {
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { Concurrency = 1 });
        await lot.ScriptAsync(new { action = "stuck_progress" });
        await lot.AwaitAsync(await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling)), "IN_PROGRESS");

        using var direct = await RunAsync(lot);
        using var queued = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (direct.StatusCode, queued.StatusCode));
    }

    private static Task<HttpResponseMessage> RunAsync(TestLot lot) => lot.Fal.PostAsJsonAsync(new Uri(lot.Server.FalDirect, TestLot.Kling), TestLot.Body(TestLot.Kling));
}
