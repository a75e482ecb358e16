using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;

namespace Orchestrator.Backlot.Tests.Contracts;

public class OpenAiImageTests
{
    [Fact]
    public async Task Generate_ValidRequest_ReturnsPngUsageAndALedgerRow()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.OpenAi.PostAsJsonAsync("images/generations", Body());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var picture = Convert.FromBase64String(body.GetProperty("data")[0].GetProperty("b64_json").GetString()!);

        Assert.Equal(new ImageHeader("png", 320, 192), ImageHeader.Read(picture));
        var usage = body.GetProperty("usage");
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("input_tokens").GetInt32() + usage.GetProperty("output_tokens").GetInt32());
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal("openai", row.GetProperty("provider").GetString());
        Assert.True(row.GetProperty("charged_micro_usd").GetInt64() > 0);
    }

    [Fact]
    public async Task Generate_AndItsTake_ShowTheSameFirstFrame()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.OpenAi.PostAsJsonAsync("images/generations", Body());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var board = await Clip.DecodeAsync(Convert.FromBase64String(body.GetProperty("data")[0].GetProperty("b64_json").GetString()!));
        var request = TestLot.Body(TestLot.Kling);
        request["start_image_url"] = "data:image/png;base64," + body.GetProperty("data")[0].GetProperty("b64_json").GetString();
        var invalid = await lot.SubmitAsync(TestLot.Kling, request);
        request["start_image_url"] = TestLot.Image;

        var take = await Clip.DecodeAsync(await lot.ClipAsync(TestLot.Kling, request));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, invalid.StatusCode);
        Assert.InRange(Clip.Difference(board.Frames[0], take.Frames[0]), 0, 9);
    }

    [Theory]
    [InlineData("prompt", "\"moderation_blocked_test\"", 400, "moderation_blocked")]
    [InlineData("model", "\"gpt-image-1\"", 404, "model_not_found")]
    [InlineData("model", "\"flux\"", 404, "model_not_found")]
    [InlineData("size", "\"321x192\"", 400, "invalid_value")]
    [InlineData("size", "\"3840x1024\"", 400, "invalid_value")]
    [InlineData("n", "11", 400, "invalid_value")]
    [InlineData("quality", "\"hd\"", 400, "invalid_value")]
    [InlineData("output_format", "\"gif\"", 400, "invalid_value")]
    public async Task Generate_RefusedOrInvalid_HasTheErrorShapeAndNoCharge(string field, string value, int status, string code)
    {
        await using var lot = await TestLot.StartAsync();
        var request = Body();
        request[field] = JsonNode.Parse(value);

        using var answer = await lot.OpenAi.PostAsJsonAsync("images/generations", request);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Empty(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Generate_WithoutKey_Is401()
    {
        await using var lot = await TestLot.StartAsync();
        using var answer = await lot.Plain.PostAsJsonAsync(new Uri(lot.Server.OpenAi, "images/generations"), Body());
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static JsonObject Body() => new()
    {
        ["model"] = "gpt-image-2", ["prompt"] = TestLot.Prompt, ["size"] = "320x192", ["quality"] = "low", ["output_format"] = "png",
    };
}
