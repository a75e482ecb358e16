using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Orchestrator.Backlot.Tests.Contracts;

public class FalPlatformTests
{
    [Fact]
    public async Task ByEndpoint_FinishedAndInFlight_AreListedWithTheirPayloads()
    {
        await using var lot = await TestLot.StartAsync();
        var done = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        await lot.AwaitAsync(done);
        await lot.ScriptAsync(new { action = "stuck_queue" });
        var waiting = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, "another " + TestLot.Prompt));
        await lot.AcceptedAsync(TestLot.Seedance, TestLot.Body(TestLot.Seedance));

        var items = (await ListAsync(lot, "&expand=payloads")).GetProperty("items");

        Assert.Equal([waiting.GetProperty("request_id").GetString(), done.GetProperty("request_id").GetString()], items.EnumerateArray().Select(i => i.GetProperty("request_id").GetString()));
        Assert.StartsWith("another", items[0].GetProperty("json_input").GetProperty("prompt").GetString());
        Assert.Equal("in_queue", items[0].GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, items[0].GetProperty("ended_at").ValueKind);
        Assert.Equal("success", items[1].GetProperty("status").GetString());
        Assert.Equal(200, items[1].GetProperty("status_code").GetInt32());
    }

    [Fact]
    public async Task ByEndpoint_Pages_FollowTheCursor()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "stuck_queue", times = 0 });
        for (var i = 0; i < 3; i++)
            await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        var first = await ListAsync(lot, "&limit=2");
        var second = await ListAsync(lot, "&limit=2&cursor=" + first.GetProperty("next_cursor").GetString());

        Assert.True(first.GetProperty("has_more").GetBoolean());
        Assert.False(second.GetProperty("has_more").GetBoolean());
        Assert.Equal(3, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(i => i.GetProperty("request_id").GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("v1/models/requests/by-endpoint")]
    [InlineData("v1/models/requests/by-endpoint?endpoint_id=x&limit=500")]
    [InlineData("v1/models/requests/by-endpoint?endpoint_id=x&status=odd")]
    public async Task ByEndpoint_BadQuery_Is400(string path)
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.Fal.GetAsync(new Uri(lot.Server.FalPlatform, path));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<JsonElement> ListAsync(TestLot lot, string query)
        => await lot.Fal.GetFromJsonAsync<JsonElement>(new Uri(lot.Server.FalPlatform, $"v1/models/requests/by-endpoint?endpoint_id={Uri.EscapeDataString(TestLot.Kling)}{query}"));
}
