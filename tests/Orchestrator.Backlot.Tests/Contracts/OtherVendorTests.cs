using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Contracts;

/// <summary>What ModelArk, Runway and fal's other endpoints take.</summary>
public class OtherVendorTests
{
    private const string Tasks = "contents/generations/tasks";

    [Fact]
    public async Task Ark_Listing_IsFilteredAndComesInPages()
    {
        await using var lot = await TestLot.StartAsync();
        using var ark = Ark(lot);
        await lot.ScriptAsync(new { provider = "ark", action = "stuck_queue", times = 3 });
        List<string> ids = [];
        for (var i = 0; i < 3; i++)
            ids.Add(await ArkIdAsync(ark, ArkBody("{}")));
        (await ark.DeleteAsync($"{Tasks}/{ids[0]}")).Dispose();

        Assert.Equal([ids[2], ids[1]], await ListAsync(ark, "filter.status=queued"));
        Assert.Equal([ids[0]], await ListAsync(ark, "filter.status=cancelled"));
        Assert.Equal([ids[1], ids[0]], await ListAsync(ark, $"filter.task_ids={ids[0]}&filter.task_ids={ids[1]}"));
        Assert.Equal([ids[0]], await ListAsync(ark, "page_size=2&page_num=2"));
    }

    [Theory]
    [InlineData("{\"service_tier\":\"fast\"}")]
    [InlineData("{\"return_last_frame\":\"yes\"}")]
    [InlineData("{\"execution_expires_after\":60}")]
    [InlineData("{\"content\":[{\"type\":\"poem\"}]}")]
    [InlineData("{\"content\":[{\"type\":\"image_url\",\"role\":\"last_frame\",\"image_url\":{\"url\":\"PICTURE\"}}]}")]
    [InlineData("{\"content\":[{\"type\":\"audio_url\",\"role\":\"reference_audio\",\"audio_url\":{\"url\":\"x\"}}]}")]
    public async Task Ark_WhatTheContractDoesNotAllow_IsRefusedAndNotCharged(string change)
    {
        await using var lot = await TestLot.StartAsync();
        using var ark = Ark(lot);

        using var answer = await ark.PostAsJsonAsync(Tasks, ArkBody(change));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Ark_LastFrame_IsThePictureThatTheClipEndsWith()
    {
        await using var lot = await TestLot.StartAsync();
        using var ark = Ark(lot);

        var content = (await ArkEndAsync(ark, await ArkIdAsync(ark, ArkBody("{\"return_last_frame\":true}")), "succeeded")).GetProperty("content");
        var clip = await Clip.DecodeAsync(await lot.Plain.GetByteArrayAsync(content.GetProperty("video_url").GetString()));
        var picture = await Clip.DecodeAsync(await lot.Plain.GetByteArrayAsync(content.GetProperty("last_frame_url").GetString()));

        // As a picture it keeps its colours in full.
        var differences = clip.Frames.Select(frame => Clip.Difference(frame, picture.Frames[0])).ToList();
        Assert.InRange(differences[^1], 0, 2);
        Assert.Equal(differences.Min(), differences[^1], 0.3);
        Assert.True(differences[0] > differences[^1] + 0.3, $"{differences[0]} {differences[^1]}");
    }

    [Fact]
    public async Task Ark_TaskThatNeverGetsItsTurn_ExpiresAndIsGivenBack()
    {
        await using var lot = await TestLot.StartAsync();
        using var ark = Ark(lot);
        await lot.ScriptAsync(new { provider = "ark", action = "stuck_queue", times = 0 });
        var (usual, quick) = (await ArkIdAsync(ark, ArkBody("{}")), await ArkIdAsync(ark, ArkBody("{\"execution_expires_after\":3600}")));

        await AdvanceAsync(lot, 3700);
        var early = await ArkEndAsync(ark, quick, "expired");
        using var waiting = await ark.GetAsync($"{Tasks}/{usual}");
        await AdvanceAsync(lot, 48 * 3600);

        Assert.False(early.TryGetProperty("error", out _));
        Assert.Contains("queued", await waiting.Content.ReadAsStringAsync());
        await ArkEndAsync(ark, usual, "expired");
        Assert.All(await lot.LedgerAsync(), row => Assert.Equal(row.GetProperty("charged_micro_usd").GetInt64(), row.GetProperty("refunded_micro_usd").GetInt64()));
    }

    [Fact]
    public async Task Vertex_MoreThanFiftyInAMinuteOfOneModel_Is429UntilTheMinuteIsOver()
    {
        await using var lot = await TestLot.StartAsync();
        using var vertex = new HttpClient { BaseAddress = lot.Server.Vertex, DefaultRequestHeaders = { { "Authorization", "Bearer test" } } };
        await lot.ScriptAsync(new { provider = "vertex", action = "stuck_queue", times = 0 });
        (await lot.Plain.PostAsync("_backlot/clock/stop", null)).Dispose();

        var statuses = new List<int>();
        for (var i = 0; i < 51; i++)
            statuses.Add(await VeoAsync(vertex, "veo-3.1-lite-generate-001"));
        var other = await VeoAsync(vertex, "veo-3.1-fast-generate-001");
        await AdvanceAsync(lot, 61);

        Assert.Equal(Enumerable.Repeat(200, 50).Append(429), statuses);
        Assert.Equal((200, 200), (other, await VeoAsync(vertex, "veo-3.1-lite-generate-001")));
        Assert.Equal(52, (await lot.LedgerAsync()).Length);
        // Eight silent seconds of the lite model.
        Assert.Equal(400_000, (await lot.LedgerAsync())[0].GetProperty("charged_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Runway_Turbo_AnimatesPicturesAloneForFiveCreditsASecond()
    {
        await using var lot = await TestLot.StartAsync();
        using var runway = new HttpClient { BaseAddress = lot.Server.Runway, DefaultRequestHeaders = { { "Authorization", "Bearer test" }, { "X-Runway-Version", "2024-11-06" } } };
        await lot.ScriptAsync(new { action = "stuck_queue", times = 0 });
        var body = new JsonObject { ["model"] = "gen4_turbo", ["promptText"] = TestLot.Prompt, ["ratio"] = "1280:720", ["duration"] = 2, ["promptImage"] = TestLot.Image };

        using var picture = await runway.PostAsJsonAsync("v1/image_to_video", body);
        using var words = await runway.PostAsJsonAsync("v1/text_to_video", body);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (picture.StatusCode, words.StatusCode));
        Assert.Equal(100_000, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData("text_to_video", "{}", 200)]
    [InlineData("image_to_video", "{}", 400)]
    [InlineData("text_to_video", "{\"promptText\":\"\"}", 400)]
    [InlineData("text_to_video", "{\"seed\":-1}", 400)]
    [InlineData("text_to_video", "{\"duration\":11}", 400)]
    [InlineData("text_to_video", "{\"ratio\":\"16:9\"}", 400)]
    public async Task Runway_TextAndPicture_AreTakenAsTheirEndpointsSay(string kind, string change, int status)
    {
        await using var lot = await TestLot.StartAsync();
        using var runway = new HttpClient { BaseAddress = lot.Server.Runway, DefaultRequestHeaders = { { "Authorization", "Bearer test" }, { "X-Runway-Version", "2024-11-06" } } };
        var body = Changed(new JsonObject { ["model"] = "gen4.5", ["promptText"] = TestLot.Prompt, ["ratio"] = "1280:720", ["duration"] = 2 }, change);

        using var answer = await runway.PostAsJsonAsync($"v1/{kind}", body);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, (await lot.LedgerAsync()).Length);
    }

    [Theory]
    [InlineData("bytedance/seedance-2.0/text-to-video", "{\"duration\":\"4\"}", null)]
    [InlineData("bytedance/seedance-2.0/fast/text-to-video", "{\"duration\":\"4\",\"resolution\":\"480p\"}", null)]
    [InlineData("bytedance/seedance-2.0/fast/text-to-video", "{\"duration\":\"4\",\"resolution\":\"1080p\"}", "one_of")]
    [InlineData("bytedance/seedance-2.0/reference-to-video", "{\"duration\":\"4\"}", null)]
    [InlineData("fal-ai/veo3.1", "{\"aspect_ratio\":\"auto\"}", "one_of")]
    [InlineData("fal-ai/veo3.1/reference-to-video", "{}", "missing")]
    [InlineData("fal-ai/ltx-2.3/text-to-video", "{\"duration\":6}", null)]
    [InlineData("fal-ai/ltx-2.3/text-to-video/fast", "{\"duration\":12,\"resolution\":\"1440p\"}", "value_error")]
    [InlineData("fal-ai/wan/v2.7/text-to-video", "{\"duration\":2,\"aspect_ratio\":\"1:1\"}", null)]
    [InlineData("fal-ai/wan-25-preview/text-to-video", "{\"duration\":\"7\"}", "one_of")]
    [InlineData("google/gemini-omni-flash", "{\"duration\":3}", null)]
    [InlineData("google/gemini-omni-flash/reference-to-video", "{\"image_urls\":[]}", "sequence_too_short")]
    [InlineData("fal-ai/nano-banana-2/edit", "{}", "missing")]
    [InlineData("fal-ai/nano-banana-pro", "{}", null)]
    [InlineData("fal-ai/kling-video/v3/4k/text-to-video", "{\"duration\":\"3\"}", null)]
    [InlineData("fal-ai/kling-video/v3/4k/image-to-video", "{\"start_image_url\":\"PICTURE\",\"duration\":\"3\"}", null)]
    [InlineData("fal-ai/kling-video/v3/turbo/standard/image-to-video", "{\"image_url\":\"PICTURE\",\"duration\":\"3\"}", null)]
    [InlineData("fal-ai/kling-video/v3/turbo/pro/image-to-video", "{\"duration\":\"3\"}", "missing")]
    [InlineData("fal-ai/kling-video/o3/4k/image-to-video", "{\"image_url\":\"PICTURE\",\"duration\":\"16\"}", "one_of")]
    [InlineData("fal-ai/kling-video/o3/pro/reference-to-video", "{\"image_urls\":[\"PICTURE\"],\"start_image_url\":\"PICTURE\"}", null)]
    [InlineData("fal-ai/kling-video/o3/standard/reference-to-video", "{\"multi_prompt\":[{\"prompt\":\"a\"}]}", "value_error")]
    [InlineData("fal-ai/kling-video/o3/pro/video-to-video/reference", "{}", "missing")]
    [InlineData("fal-ai/kling-video/v3/pro/motion-control", "{\"image_url\":\"PICTURE\"}", "missing")]
    [InlineData("bytedance/seedance-2.0/mini/text-to-video", "{\"duration\":\"4\",\"resolution\":\"480p\"}", null)]
    [InlineData("bytedance/seedance-2.0/mini/image-to-video", "{\"image_url\":\"PICTURE\",\"resolution\":\"4k\"}", "one_of")]
    [InlineData("fal-ai/veo3.1/lite", "{\"duration\":\"4s\"}", null)]
    [InlineData("fal-ai/veo3.1/lite/image-to-video", "{\"image_url\":\"PICTURE\",\"resolution\":\"4k\"}", "one_of")]
    [InlineData("fal-ai/ltx-2.3/extend-video", "{}", "missing")]
    [InlineData("fal-ai/wan/v2.7/reference-to-video", "{\"duration\":2}", "missing")]
    [InlineData("fal-ai/wan/v2.7/edit-video", "{}", "missing")]
    public async Task Fal_Endpoint_TakesWhatItsPageSays(string endpoint, string change, string? problem)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "stuck_queue" });

        using var answer = await lot.SubmitAsync(endpoint, Changed(new JsonObject { ["prompt"] = TestLot.Prompt }, change.Replace("PICTURE", TestLot.Image)));

        Assert.Equal(problem is null ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        if (problem is not null)
            Assert.Equal(problem, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Fal_ReferenceClipsThatAreTooLongTogether_AreRefused()
    {
        await using var lot = await TestLot.StartAsync();
        var clips = new JsonArray();
        for (var i = 0; i < 2; i++)
        {
            var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling, duration: "8"));
            await lot.AwaitAsync(ticket);
            using var result = await lot.ResultAsync(ticket);
            clips.Add((await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("video").GetProperty("url").GetString());
        }

        using var answer = await lot.SubmitAsync("bytedance/seedance-2.0/reference-to-video", new JsonObject { ["prompt"] = TestLot.Prompt, ["video_urls"] = clips });

        var problem = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail")[0];
        Assert.Equal(("video_duration_too_long", 15, 16), (problem.GetProperty("type").GetString(), problem.GetProperty("ctx").GetProperty("max_duration").GetDouble(), problem.GetProperty("ctx").GetProperty("provided_duration").GetDouble()));
    }

    [Theory]
    [InlineData("{\"style\":\"vivid\"}", "style")]
    [InlineData("{\"background\":\"green\"}", "background")]
    [InlineData("{\"moderation\":\"none\"}", "moderation")]
    [InlineData("{\"output_compression\":101}", "output_compression")]
    [InlineData("{\"partial_images\":4}", "partial_images")]
    [InlineData("{\"output_format\":\"gif\"}", "output_format")]
    public async Task OpenAi_PictureThatTheContractDoesNotAllow_IsRefusedByName(string change, string param)
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.OpenAi.PostAsJsonAsync("images/generations", Changed(new JsonObject { ["model"] = "gpt-image-2", ["prompt"] = "a cup", ["size"] = "256x256" }, change));

        Assert.Equal((HttpStatusCode.BadRequest, param), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("param").GetString()));
        Assert.Empty(await lot.LedgerAsync());
    }

    private static async Task<JsonElement> ArkEndAsync(HttpClient ark, string id, string status)
    {
        while (true)
        {
            var task = await ark.GetFromJsonAsync<JsonElement>($"{Tasks}/{id}");
            if (task.GetProperty("status").GetString() == status)
                return task;
            Assert.Contains(task.GetProperty("status").GetString(), (string[])["queued", "running"]);
            await Task.Yield();
        }
    }

    private static async Task AdvanceAsync(TestLot lot, int seconds)
    {
        using var moved = await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds });
        moved.EnsureSuccessStatusCode();
    }

    private static async Task<int> VeoAsync(HttpClient vertex, string model)
    {
        var body = new { instances = new[] { new { prompt = TestLot.Prompt } }, parameters = new { generateAudio = false, storageUri = "gs://films/a" } };
        using var answer = await vertex.PostAsJsonAsync($"v1/projects/p/locations/us-central1/publishers/google/models/{model}:predictLongRunning", body);
        return (int)answer.StatusCode;
    }

    private static HttpClient Ark(TestLot lot) => new() { BaseAddress = lot.Server.Ark, DefaultRequestHeaders = { { "Authorization", "Bearer test" } } };

    private static JsonObject ArkBody(string change)
    {
        var body = new JsonObject { ["model"] = "dreamina-seedance-2-0-260128", ["duration"] = 4, ["resolution"] = "480p", ["content"] = new JsonArray() };
        body = Changed(body, change.Replace("PICTURE", TestLot.Image));
        body["content"]!.AsArray().Add(new JsonObject { ["type"] = "text", ["text"] = TestLot.Prompt });
        return body;
    }

    private static JsonObject Changed(JsonObject body, string change)
    {
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
            body[name] = value?.DeepClone();
        return body;
    }

    private static async Task<string> ArkIdAsync(HttpClient ark, JsonObject body)
    {
        using var answer = await ark.PostAsJsonAsync(Tasks, body);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<IEnumerable<string?>> ListAsync(HttpClient ark, string query)
        => (await ark.GetFromJsonAsync<JsonElement>($"{Tasks}?{query}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).ToList();
}
