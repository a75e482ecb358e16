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

    [Fact]
    public async Task Pricing_OfSeveral_IsPerUnitOfEach()
    {
        await using var lot = await TestLot.StartAsync();

        var prices = (await lot.Fal.GetFromJsonAsync<JsonElement>(new Uri(lot.Server.FalPlatform, $"v1/models/pricing?endpoint_id={TestLot.Kling},{TestLot.Seedance}&endpoint_id=fal-ai/nano-banana-2"))).GetProperty("prices");

        Assert.Equal(
            [(TestLot.Kling, 0.126m, "seconds"), (TestLot.Seedance, 0.3024m, "seconds"), ("fal-ai/nano-banana-2", 0.08m, "images")],
            prices.EnumerateArray().Select(price => (price.GetProperty("endpoint_id").GetString()!, price.GetProperty("unit_price").GetDecimal(), price.GetProperty("unit").GetString()!)));
    }

    [Theory]
    [InlineData("v1/models/pricing", HttpStatusCode.BadRequest)]
    [InlineData("v1/models/pricing?endpoint_id=fal-ai/none", HttpStatusCode.NotFound)]
    public async Task Pricing_OfNothing_IsRefused(string path, HttpStatusCode expected)
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.Fal.GetAsync(new Uri(lot.Server.FalPlatform, path));
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task StorageSettings_Saved_HoldForWhatIsMadeAfterwards()
    {
        await using var lot = await TestLot.StartAsync();
        var settings = new Uri(lot.Server.FalPlatform, "v1/storage/settings");
        using var saved = await lot.Fal.PutAsJsonAsync(settings, new { expiration_duration_seconds = 3600 });
        using var wrong = await lot.Fal.PutAsJsonAsync(settings, new { expiration_duration_seconds = -1 });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);
        var address = (await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("video").GetProperty("url").GetString();

        using var moved = await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds = 3601 });
        using var gone = await lot.Plain.GetAsync(address);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (wrong.StatusCode, gone.StatusCode));
        Assert.Equal(3600, (await lot.Fal.GetFromJsonAsync<JsonElement>(settings)).GetProperty("expiration_duration_seconds").GetDouble());
    }

    private static async Task<JsonElement> ListAsync(TestLot lot, string query)
        => await lot.Fal.GetFromJsonAsync<JsonElement>(new Uri(lot.Server.FalPlatform, $"v1/models/requests/by-endpoint?endpoint_id={Uri.EscapeDataString(TestLot.Kling)}{query}"));
}
