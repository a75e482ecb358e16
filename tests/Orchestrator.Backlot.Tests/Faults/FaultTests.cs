using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Faults;

public class FaultTests
{
    [Theory]
    [InlineData("rate_limit", 429)]
    [InlineData("server_error", 500)]
    [InlineData("unavailable", 503)]
    public async Task Submit_FaultBeforeAccept_ChargesNothingAndPasses(string action, int status)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { provider = "fal", endpoint = "kling", action, retry_after = 7 });

        using var struck = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        var rows = await lot.LedgerAsync();
        using var next = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        Assert.Equal(status, (int)struck.StatusCode);
        Assert.Equal(action == "rate_limit" ? TimeSpan.FromSeconds(7) : null, struck.Headers.RetryAfter?.Delta);
        Assert.Empty(rows);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Submit_AcceptThen500_IsChargedAndCanBeFoundByItsPayload()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "accept_then_500", attempt_id = "a1" });

        using var other = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling), "a0");
        using var struck = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling), "a1");

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, struck.StatusCode);
        Assert.Contains(await lot.LedgerAsync(), r => r.GetProperty("attempt_id").GetString() == "a1" && r.GetProperty("charged_micro_usd").GetInt64() > 0);
    }

    [Theory]
    [InlineData("accept_then_reset", 1)]
    [InlineData("reset", 0)]
    public async Task Submit_Reset_LosesTheAnswer(string action, int rows)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action });

        await Assert.ThrowsAsync<HttpRequestException>(() => lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling)));

        Assert.Equal(rows, (await lot.LedgerAsync()).Length);
    }

    [Theory]
    [InlineData("accept_then_hang", 1)]
    [InlineData("hang", 0)]
    public async Task Submit_Hang_AnswersNeverUntilTheClientGivesUp(string action, int rows)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action });
        using var patience = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.FalQueue, TestLot.Kling)) { Content = JsonContent.Create(TestLot.Body(TestLot.Kling)) };
        var call = lot.Fal.SendAsync(request, patience.Token);

        while (!(await lot.Plain.GetStringAsync("_backlot/journal")).Contains(rows == 1 ? "accepted" : "fault struck"))
            await Task.Yield();
        Assert.False(call.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(rows, (await lot.LedgerAsync()).Length);
    }

    [Fact]
    public async Task Submit_Garbled_IsAcceptedWithABrokenBody()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "accept_then_garble" });

        using var answer = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAnyAsync<JsonException>(() => answer.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Single(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Nth_AndTimes_StrikeExactlyThoseCalls()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "unavailable", nth = 2, times = 2 });

        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
            codes.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], codes);
    }

    [Theory]
    [InlineData("runner_disconnected", 503, "true", 0)]
    [InlineData("generation_timeout", 504, "true", 0)]
    [InlineData("no_media_generated", 422, "false", 0)]
    public async Task Fail_CompletesWithItsErrorAndRefunds(string type, int status, string retryable, long net)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "fail", error_type = type });
        var ticket = await lot.AcceptedAsync(TestLot.Veo, TestLot.Body(TestLot.Veo));
        var done = await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);

        Assert.Equal(type, done.GetProperty("error_type").GetString());
        Assert.Equal(status, (int)result.StatusCode);
        Assert.Equal(retryable, result.Headers.GetValues("X-Fal-Retryable").Single());
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal(net, row.GetProperty("charged_micro_usd").GetInt64() - row.GetProperty("refunded_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Fail_Charged_KeepsTheMoney()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "fail", error_type = "no_media_generated", charge = true });
        await lot.AwaitAsync(await lot.AcceptedAsync(TestLot.Veo, TestLot.Body(TestLot.Veo)));

        Assert.Equal(0, Assert.Single(await lot.LedgerAsync()).GetProperty("refunded_micro_usd").GetInt64());
    }

    [Fact]
    public async Task StuckProgress_StaysInProgressAndCancelOnlyAsks()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "stuck_progress" });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        await lot.AwaitAsync(ticket, "IN_PROGRESS");

        using var cancel = await lot.Fal.PutAsync(ticket.GetProperty("cancel_url").GetString(), null);

        Assert.Equal(HttpStatusCode.Accepted, cancel.StatusCode);
        Assert.Equal("IN_PROGRESS", (await lot.AwaitAsync(ticket, "IN_PROGRESS")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Media_ExpiredTruncatedInterrupted_AreWhatTheySay()
    {
        await using var lot = await TestLot.StartAsync();
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);
        var video = (await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("video");
        var (address, size) = (video.GetProperty("url").GetString(), video.GetProperty("file_size").GetInt64());
        await lot.ScriptAsync(new { route = "media", action = "expired_media" });
        await lot.ScriptAsync(new { route = "media", action = "truncated_media", nth = 2 });
        await lot.ScriptAsync(new { route = "media", action = "interrupted_media", nth = 3 });

        using var expired = await lot.Plain.GetAsync(address);
        var truncated = await lot.Plain.GetByteArrayAsync(address);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lot.Plain.GetByteArrayAsync(address));
        var whole = await lot.Plain.GetByteArrayAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, expired.StatusCode);
        Assert.Equal(size / 2, truncated.Length);
        Assert.Equal(size, whole.Length);
    }

    [Fact]
    public async Task OpenAi_AcceptThenReset_IsChargedOnce()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { provider = "openai", action = "accept_then_reset" });
        var body = new JsonObject { ["model"] = "gpt-image-2", ["prompt"] = TestLot.Prompt, ["size"] = "320x192" };

        await Assert.ThrowsAsync<HttpRequestException>(() => lot.OpenAi.PostAsJsonAsync("images/generations", body));

        Assert.Equal(0, Assert.Single(await lot.LedgerAsync()).GetProperty("refunded_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Script_UnknownAction_Is400()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.Plain.PostAsJsonAsync("_backlot/faults", new { action = "explode" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Reset_ForgetsFaultsAndLedger()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "stuck_queue", times = 0 });
        await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        using var reset = await lot.Plain.PostAsync("_backlot/reset", null);

        Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
        Assert.Empty(await lot.LedgerAsync());
        Assert.Equal("[]", await lot.Plain.GetStringAsync("_backlot/faults"));
    }
}
