using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Contracts;

/// <summary>LTX with open weights, and GPT Image 2, on fal.</summary>
public class FalOpenEndpointTests
{
    [Theory]
    [InlineData("fal-ai/ltx-2-19b/text-to-video", 1800)]
    [InlineData("fal-ai/ltx-2-19b/distilled/text-to-video", 1000)]
    [InlineData("fal-ai/ltx-2.3-22b/text-to-video", 1800)]
    [InlineData("fal-ai/ltx-2.3-quality/text-to-video", 1800)]
    public async Task OpenLtx_IsBilledByMillionPixelsRoundedUp(string endpoint, long price)
    {
        await using var lot = await TestLot.StartAsync();
        var body = new JsonObject { ["prompt"] = TestLot.Prompt, ["num_frames"] = 49, ["video_size"] = new JsonObject { ["width"] = 1280, ["height"] = 720 }, ["generate_audio"] = false };

        await lot.ClipAsync(endpoint, body);

        // 1280 x 720 x 49 are 45.2 million.
        Assert.Equal(46 * price, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64());
    }

    [Fact]
    public async Task OpenLtx_CameraModel_MovesTheCameraInsteadOfTheWords()
    {
        await using var lot = await TestLot.StartAsync();
        var body = new JsonObject { ["prompt"] = TestLot.Prompt.Replace("gentle movement", "motionless", StringComparison.Ordinal), ["num_frames"] = 73, ["fps"] = 24, ["seed"] = 7, ["generate_audio"] = false };
        var locked = await Clip.DecodeAsync(await lot.ClipAsync("fal-ai/ltx-2-19b/text-to-video", (JsonObject)body.DeepClone()));
        body["camera_lora"] = "dolly_right";
        var moved = await Clip.DecodeAsync(await lot.ClipAsync("fal-ai/ltx-2-19b/text-to-video", body));

        Assert.True(Clip.Difference(moved.Frames[0], moved.Frames[^1]) > 3 * Clip.Difference(locked.Frames[0], locked.Frames[^1]));
    }

    [Theory]
    [InlineData("""{"num_frames":8}""", "num_frames", "greater_than_equal")]
    [InlineData("""{"video_size":"huge"}""", "video_size", "one_of")]
    [InlineData("""{"video_size":{"width":10,"height":720}}""", "video_size", "value_error")]
    [InlineData("""{"camera_lora":"crane"}""", "camera_lora", "one_of")]
    public async Task OpenLtx_BrokenField_IsRefusedByName(string change, string field, string type)
    {
        await using var lot = await TestLot.StartAsync();
        var body = new JsonObject { ["prompt"] = "a harbor" };
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            body[name] = value!.DeepClone();

        using var answer = await lot.SubmitAsync("fal-ai/ltx-2.3-22b/text-to-video", body);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail")[0];

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field, type), (answer.StatusCode, problem.GetProperty("loc")[1].GetString(), problem.GetProperty("type").GetString()));
        Assert.Empty(await lot.LedgerAsync());
    }

    [Fact]
    public async Task GptImage2_OfASizeAndAQuality_IsThatLargeAndCostsItsTokens()
    {
        await using var lot = await TestLot.StartAsync();
        var ticket = await lot.AcceptedAsync("openai/gpt-image-2/edit", new JsonObject { ["prompt"] = TestLot.Prompt, ["image_urls"] = new JsonArray(TestLot.Image), ["quality"] = "low", ["image_size"] = new JsonObject { ["width"] = 512, ["height"] = 256 } });
        await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);
        var image = (await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("images")[0];

        Assert.Equal((512, 256), (image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()));
        Assert.Equal(34 * 30, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64());
        using var refused = await lot.SubmitAsync("openai/gpt-image-2", new JsonObject { ["prompt"] = "a harbor", ["image_size"] = new JsonObject { ["width"] = 500, ["height"] = 256 } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }
}
