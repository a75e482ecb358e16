using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot.Clock;

namespace Orchestrator.Backlot.Tests.Clock;

public class ClockTests
{
    [Fact]
    public async Task Advance_PastTheQueueDelay_RendersWhatWaitedForHours()
    {
        await using var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { QueueDelay = TimeSpan.FromHours(3) });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        await lot.AwaitAsync(ticket, "IN_QUEUE");

        await ClockAsync(lot, "advance", new { seconds = 3 * 3600 });

        await lot.AwaitAsync(ticket);
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.InRange((DateTimeOffset.UtcNow - row.GetProperty("time").GetDateTimeOffset()).TotalMinutes, 0, 30);
    }

    [Fact]
    public async Task Stop_NothingThatWaitsHappens_UntilItIsMovedOrRuns()
    {
        await using var lot = await TestLot.StartAsync();
        var stopped = (await ClockAsync(lot, "stop", new { })).GetProperty("now").GetDateTimeOffset();
        await lot.ScriptAsync(new { action = "stuck_queue" });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.FalQueue, TestLot.Kling)) { Content = JsonContent.Create(TestLot.Body(TestLot.Kling)), Headers = { { "X-Fal-Request-Timeout", "1" } } };
        using var answer = await lot.Fal.SendAsync(request);
        var ticket = await answer.Content.ReadFromJsonAsync<JsonElement>();

        var still = await lot.Plain.GetFromJsonAsync<JsonElement>("_backlot/clock");
        await lot.AwaitAsync(ticket, "IN_QUEUE");
        await ClockAsync(lot, "advance", new { seconds = 1.5 });
        await lot.AwaitAsync(ticket);

        Assert.Equal((stopped, false), (still.GetProperty("now").GetDateTimeOffset(), still.GetProperty("running").GetBoolean()));
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await lot.ResultAsync(ticket)).StatusCode);
        Assert.True((await ClockAsync(lot, "run", new { })).GetProperty("running").GetBoolean());
    }

    [Fact]
    public async Task Set_BeforeAModelWasRetired_ServesIt()
    {
        await using var lot = await TestLot.StartAsync();
        var today = await ModelsAsync(lot);

        await ClockAsync(lot, "set", new { now = "2026-09-01T00:00:00Z" });
        var then = await ModelsAsync(lot);

        Assert.DoesNotContain("sora-2", today);
        Assert.Contains("sora-2", then);
        Assert.Contains("gpt-image-1", then);
    }

    [Fact]
    public async Task Set_IsKeptOverARestart()
    {
        var folder = Directory.CreateTempSubdirectory("backlot-").FullName;
        try
        {
            await using (var lot = await TestLot.StartAsync(folder: folder))
            {
                await ClockAsync(lot, "set", new { now = "2030-01-01T00:00:00Z" });
                await ClockAsync(lot, "stop", new { });
            }

            await using var next = await TestLot.StartAsync(folder: folder);
            var clock = await next.Plain.GetFromJsonAsync<JsonElement>("_backlot/clock");
            using var reset = await next.Plain.PostAsync("_backlot/reset", null);
            var after = await next.Plain.GetFromJsonAsync<JsonElement>("_backlot/clock");

            Assert.Equal((2030, false), (clock.GetProperty("now").GetDateTimeOffset().Year, clock.GetProperty("running").GetBoolean()));
            Assert.Equal((DateTimeOffset.UtcNow.Year, true), (after.GetProperty("now").GetDateTimeOffset().Year, after.GetProperty("running").GetBoolean()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("advance", "{\"seconds\":-1}")]
    [InlineData("advance", "{}")]
    [InlineData("advance", "no")]
    [InlineData("set", "{\"now\":\"tomorrow\"}")]
    public async Task Move_WithoutAMeaning_IsRefused(string verb, string body)
    {
        await using var lot = await TestLot.StartAsync();
        using var content = new StringContent(body);

        using var answer = await lot.Plain.PostAsync($"_backlot/clock/{verb}", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void Timer_MovedPastItsTime_RingsOncePerPeriod()
    {
        var clock = new LotClock(TimeProvider.System);
        clock.Stop();
        using var rung = new CountdownEvent(1);
        using var timer = clock.CreateTimer(_ => rung.Signal(), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(rung.Wait(0));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(rung.Wait(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Timer_OfMonths_IsWoundAndWoundAgainWhenTheClockGoesBack()
    {
        var clock = new LotClock(TimeProvider.System);
        using var rung = new CountdownEvent(1);
        using var timer = clock.CreateTimer(_ => rung.Signal(), null, TimeSpan.FromDays(60), Timeout.InfiniteTimeSpan);

        clock.Set(clock.GetUtcNow().AddDays(-365));
        Assert.False(rung.Wait(0));
        clock.Advance(TimeSpan.FromDays(365 + 61));

        Assert.True(rung.Wait(TimeSpan.FromMinutes(1)));
    }

    private static async Task<string[]> ModelsAsync(TestLot lot)
        => [.. (await lot.OpenAi.GetFromJsonAsync<JsonElement>("models")).GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!)];

    private static async Task<JsonElement> ClockAsync(TestLot lot, string verb, object body)
    {
        using var answer = await lot.Plain.PostAsJsonAsync($"_backlot/clock/{verb}", body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
