using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Orchestrator.Backlot.Tests.Contracts;

/// <summary>Kling's own API: what its tasks take, and omni-video.</summary>
public class KlingTests
{
    private static readonly string Picture = TestLot.Image[(TestLot.Image.IndexOf(',') + 1)..];

    [Theory]
    [InlineData("{\"mode\":\"fast\"}")]
    [InlineData("{\"duration\":\"16\"}")]
    [InlineData("{\"duration\":5}", true)]
    [InlineData("{\"aspect_ratio\":\"4:3\"}")]
    [InlineData("{\"cfg_scale\":1.5}")]
    [InlineData("{\"shot_type\":\"auto\"}")]
    [InlineData("{\"element_list\":[{},{},{},{}]}")]
    [InlineData("{\"image_tail\":\"AQID\"}")]
    [InlineData("{\"image\":\"data:image/png;base64,AQID\"}")]
    [InlineData("{\"multi_shot\":true,\"multi_prompt\":[{\"index\":1,\"prompt\":\"a\",\"duration\":\"4\"}]}")]
    public async Task Submit_WhatTheContractDoesNotAllow_IsCode1201(string change, bool defaulted = false)
    {
        await using var lot = await TestLot.StartAsync();
        using var kling = Client(lot);

        using var answer = await kling.PostAsJsonAsync("v1/videos/image2video", Changed(new JsonObject { ["model_name"] = "kling-v3", ["prompt"] = TestLot.Prompt, ["image"] = Picture, ["duration"] = "3" }, change));

        // A number where a text belongs is as good as none.
        Assert.Equal(defaulted ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(defaulted ? 0 : 1201, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Omni_FromAFrameAndReferences_IsShapedByTheFrameAndSaysItsUnits()
    {
        await using var lot = await TestLot.StartAsync();
        using var kling = Client(lot);
        var pictures = new JsonArray(new JsonObject { ["image_url"] = Picture }, new JsonObject { ["image_url"] = Picture, ["type"] = "first_frame" });

        var task = await DoneAsync(kling, new JsonObject { ["model_name"] = "kling-v3-omni", ["mode"] = "std", ["prompt"] = $"<<<image_1>>> is the coat.\n{TestLot.Prompt}", ["image_list"] = pictures, ["duration"] = "3" });

        // Units of a resource package, of which one costs 0.14.
        Assert.Equal("1.8", task.GetProperty("final_unit_deduction").GetString());
        Assert.Equal(3 * 84_000, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Omni_OverAClip_IsAsLongAsTheClipWhateverIsAsked()
    {
        await using var lot = await TestLot.StartAsync();
        using var kling = Client(lot);
        var task = await DoneAsync(kling, new JsonObject { ["model_name"] = "kling-v3-omni", ["mode"] = "std", ["prompt"] = TestLot.Prompt, ["aspect_ratio"] = "16:9", ["duration"] = "3" });
        var clip = task.GetProperty("task_result").GetProperty("videos")[0].GetProperty("url").GetString();

        var changed = await DoneAsync(kling, new JsonObject { ["model_name"] = "kling-v3-omni", ["prompt"] = "Lighting: dark", ["duration"] = "15", ["video_list"] = new JsonArray(new JsonObject { ["video_url"] = clip, ["refer_type"] = "base", ["keep_original_sound"] = "no" }) });

        Assert.Equal("3", changed.GetProperty("task_result").GetProperty("videos")[0].GetProperty("duration").GetString());
        Assert.NotEqual(clip, changed.GetProperty("task_result").GetProperty("videos")[0].GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("{\"model_name\":\"kling-v3\"}")]
    [InlineData("{\"aspect_ratio\":null}")]
    [InlineData("{\"image_list\":[{\"image_url\":\"AQID\"}]}")]
    [InlineData("{\"image_list\":[{\"image_url\":\"PICTURE\",\"type\":\"end_frame\"}]}")]
    [InlineData("{\"image_list\":[{\"image_url\":\"PICTURE\",\"type\":\"middle_frame\"}]}")]
    [InlineData("{\"video_list\":[{\"video_url\":\"http://127.0.0.1/files/none.mp4\"}]}")]
    [InlineData("{\"video_list\":[{},{}]}")]
    public async Task Omni_WhatTheContractDoesNotAllow_IsCode1201(string change)
    {
        await using var lot = await TestLot.StartAsync();
        using var kling = Client(lot);
        var body = new JsonObject { ["model_name"] = "kling-v3-omni", ["prompt"] = TestLot.Prompt, ["aspect_ratio"] = "16:9", ["duration"] = "3" };

        using var answer = await kling.PostAsJsonAsync("v1/videos/omni-video", Changed(body, change.Replace("PICTURE", Picture)));

        Assert.Equal(1201, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32());
        Assert.Empty(await lot.LedgerAsync());
    }

    private static async Task<JsonElement> DoneAsync(HttpClient kling, JsonObject body)
    {
        using var answer = await kling.PostAsJsonAsync("v1/videos/omni-video", body);
        var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(accepted.GetProperty("code").GetInt32() == 0, $"{accepted}");
        var id = accepted.GetProperty("data").GetProperty("task_id").GetString();
        var limit = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            var task = (await kling.GetFromJsonAsync<JsonElement>($"v1/videos/omni-video/{id}")).GetProperty("data");
            if (task.GetProperty("task_status").GetString() == "succeed")
                return task;
            Assert.True(DateTime.UtcNow < limit, $"Still {task}");
            await Task.Yield();
        }
    }

    private static JsonObject Changed(JsonObject body, string change)
    {
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
            body[name] = value?.DeepClone();
        return body;
    }

    private static HttpClient Client(TestLot lot)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = $"{Part(new { alg = "HS256", typ = "JWT" })}.{Part(new { iss = "access", exp = now + 1800, nbf = now - 5 })}";
        var token = $"{claims}.{WebEncoders.Base64UrlEncode(HMACSHA256.HashData("secret"u8.ToArray(), Encoding.ASCII.GetBytes(claims)))}";
        return new HttpClient { BaseAddress = lot.Server.Kling, DefaultRequestHeaders = { { "Authorization", $"Bearer {token}" } } };

        static string Part(object value) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(value));
    }
}
