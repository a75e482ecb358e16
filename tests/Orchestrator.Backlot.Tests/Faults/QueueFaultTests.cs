using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Orchestrator.Backlot.Tests.Faults;

/// <summary>What can happen to a job on its way, and how the scripts of it are taken back.</summary>
public class QueueFaultTests
{
    [Fact]
    public async Task FallingQueue_MovesUpEachTimeItIsAskedFor_AndThenRenders()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "falling_queue", position = 8, step = 3 });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        List<int> places = [ticket.GetProperty("queue_position").GetInt32()];
        for (var i = 0; i < 3; i++)
            places.Add((await StatusAsync(lot, ticket)).GetProperty("queue_position").GetInt32());
        await lot.AwaitAsync(ticket);

        Assert.Equal([8, 8, 5, 2], places);
    }

    [Fact]
    public async Task FallingQueue_IsWhereItWasAfterARestart()
    {
        var folder = Directory.CreateTempSubdirectory("backlot-").FullName;
        try
        {
            await using (var lot = await TestLot.StartAsync(folder: folder))
            {
                await lot.ScriptAsync(new { action = "falling_queue", position = 8, step = 3 });
                await StatusAsync(lot, await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling)));
            }

            await using var again = await TestLot.StartAsync(folder: folder);
            var id = Assert.Single(await again.LedgerAsync()).GetProperty("request_id").GetString();
            var status = await again.Fal.GetFromJsonAsync<JsonElement>(new Uri(again.Server.FalQueue, $"fal-ai/kling-video/requests/{id}/status"));

            Assert.Equal(5, status.GetProperty("queue_position").GetInt32());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task FallingQueue_PastItsStartDeadline_IsGivenBack()
    {
        await using var lot = await TestLot.StartAsync();
        using var stopped = await lot.Plain.PostAsync("_backlot/clock/stop", null);
        await lot.ScriptAsync(new { action = "falling_queue", position = 12_654 });
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.FalQueue, TestLot.Kling)) { Content = JsonContent.Create(TestLot.Body(TestLot.Kling)), Headers = { { "X-Fal-Request-Timeout", "60" } } };
        using var answer = await lot.Fal.SendAsync(message);
        var ticket = await answer.Content.ReadFromJsonAsync<JsonElement>();

        using var moved = await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds = 61 });
        var ended = await lot.AwaitAsync(ticket);

        using var result = await lot.ResultAsync(ticket);
        Assert.Equal("request_timeout", ended.GetProperty("error_type").GetString());
        Assert.Equal((HttpStatusCode.GatewayTimeout, "user"), (result.StatusCode, result.Headers.GetValues("X-Fal-Request-Timeout-Type").Single()));
        Assert.Equal(3 * 84_000, Assert.Single(await lot.LedgerAsync()).GetProperty("refunded_micro_usd").GetInt64());
    }

    [Fact]
    public async Task RunnerLost_IsSeenRunningAndThenQueuedAgain_AndIsChargedOnce()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "runner_lost" });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        await lot.AwaitAsync(ticket, "IN_PROGRESS");
        var next = await StatusAsync(lot, ticket);
        await lot.AwaitAsync(ticket);

        Assert.Equal("IN_QUEUE", next.GetProperty("status").GetString());
        Assert.Equal((3 * 84_000, 0), Money(Assert.Single(await lot.LedgerAsync())));
    }

    [Fact]
    public async Task Runway_BehindOthers_IsThrottledAndNoError()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { provider = "runway", action = "falling_queue", position = 2 });
        using var runway = new HttpClient { BaseAddress = lot.Server.Runway, DefaultRequestHeaders = { { "Authorization", "Bearer test" }, { "X-Runway-Version", "2024-11-06" } } };
        using var answer = await runway.PostAsJsonAsync("v1/image_to_video", new { model = "gen4.5", promptText = TestLot.Prompt, promptImage = TestLot.Image, ratio = "1280:720", duration = 2 });
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        var state = await runway.GetFromJsonAsync<JsonElement>($"v1/tasks/{id}");

        Assert.Equal("THROTTLED", state.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("fal/fal-ai/kling-video/v3/standard/text-to-video", "Key k", 401, 403, null, null)]
    [InlineData("openai/v1/responses", "Bearer k", 401, 429, "invalid_api_key", "insufficient_quota")]
    [InlineData("gemini/v1beta/interactions", null, 400, 403, null, null)]
    [InlineData("vertex/v1/projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001:predictLongRunning", "Bearer k", 401, 403, null, null)]
    [InlineData("ark/api/v3/contents/generations/tasks", "Bearer k", 401, 403, "AuthenticationError", "AccountOverdueError")]
    public async Task Shut_KeyOrAccount_IsToldAsTheProviderTellsIt(string path, string? authorization, int unauthorized, int locked, string? badKey, string? empty)
    {
        await using var lot = await TestLot.StartAsync();
        foreach (var (action, status, code) in ((string, int, string?)[])[("unauthorized", unauthorized, badKey), ("locked", locked, empty)])
        {
            await lot.ScriptAsync(new { route = "submit", action });
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.Address, path)) { Content = JsonContent.Create(new { }) };
            if (authorization is null)
                message.Headers.Add("x-goog-api-key", "k");
            else
                message.Headers.Add("Authorization", authorization);
            using var answer = await lot.Plain.SendAsync(message);

            Assert.Equal((action, status), (action, (int)answer.StatusCode));
            if (code is not null)
                Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("code").GetString());
        }

        Assert.Empty(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Answer_PaddedAndDelayed_ComesByTheClockAndIsThatLong()
    {
        await using var lot = await TestLot.StartAsync();
        using var stopped = await lot.Plain.PostAsync("_backlot/clock/stop", null);
        await lot.ScriptAsync(new { route = "submit", action = "answer", answer = "\uFEFF{}", padding = 200_000, delay = 30 });

        var asked = lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        // Nothing comes while the clock stands still.
        while (!asked.IsCompleted)
            (await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds = 10 })).Dispose();
        using var answer = await asked;

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(200_005, bytes.Length);
    }

    [Fact]
    public async Task Faults_TakenAway_StrikeNoMore()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "rate_limit", times = 0 });
        await lot.ScriptAsync(new { action = "server_error", times = 0 });
        var rules = await lot.Plain.GetFromJsonAsync<JsonElement>("_backlot/faults");

        using var limited = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        using var one = await lot.Plain.DeleteAsync($"_backlot/faults/{rules[0].GetProperty("id").GetString()}");
        using var failed = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        using var all = await lot.Plain.DeleteAsync("_backlot/faults");
        using var accepted = await lot.SubmitAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        using var unknown = await lot.Plain.DeleteAsync("_backlot/faults/none");

        Assert.Equal([429, 500, 200, 404], new[] { limited, failed, accepted, unknown }.Select(answer => (int)answer.StatusCode));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (one.StatusCode, all.StatusCode));
    }

    [Fact]
    public async Task Ledger_TellsHowManyWereOpenAtOnce()
    {
        await using var lot = await TestLot.StartAsync();
        using var stopped = await lot.Plain.PostAsync("_backlot/clock/stop", null);
        await lot.ScriptAsync(new { action = "stuck_queue", times = 3 });
        List<JsonElement> tickets = [];
        for (var i = 0; i < 3; i++)
            tickets.Add(await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling)));
        using var moved = await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds = 1 });
        foreach (var ticket in tickets)
            (await lot.Fal.PutAsync(ticket.GetProperty("cancel_url").GetString(), null)).Dispose();
        await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        var peaks = (await lot.Plain.GetFromJsonAsync<JsonElement>("_backlot/ledger")).GetProperty("open_at_once");

        Assert.Equal(3, peaks.GetProperty("fal").GetInt32());
    }

    private static async Task<JsonElement> StatusAsync(TestLot lot, JsonElement ticket) => await lot.Fal.GetFromJsonAsync<JsonElement>(ticket.GetProperty("status_url").GetString());

    private static (int Charged, int Refunded) Money(JsonElement row) => (row.GetProperty("charged_micro_usd").GetInt32(), row.GetProperty("refunded_micro_usd").GetInt32());
}
