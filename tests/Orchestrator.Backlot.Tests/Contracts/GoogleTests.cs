using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Contracts;

/// <summary>What interactions and Veo take, and interactions on Vertex.</summary>
public class GoogleTests
{
    private const string Veo = "v1/projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001:predictLongRunning";
    private static readonly string Picture = TestLot.Image[(TestLot.Image.IndexOf(',') + 1)..];

    [Fact]
    public async Task Vertex_Interaction_LiesInTheBucketThatWasNamed()
    {
        await using var lot = await TestLot.StartAsync();
        using var vertex = Vertex(lot);
        const string Interactions = "v1beta1/projects/films/locations/global/interactions";
        var body = Film(new { delivery = "uri", gcs_uri = "gs://films/takes/a1/" });
        body["background"] = false;

        using var answer = await vertex.PostAsJsonAsync(Interactions, body);
        var done = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var address = done.GetProperty("steps")[0].GetProperty("content")[0].GetProperty("uri").GetString()!;
        using var storage = new HttpClient { BaseAddress = lot.Server.CloudStorage, DefaultRequestHeaders = { { "Authorization", "Bearer token" } } };
        var listed = await storage.GetFromJsonAsync<JsonElement>("storage/v1/b/films/o?prefix=takes/a1/");
        var name = listed.GetProperty("items")[0].GetProperty("name").GetString()!;
        var clip = await storage.GetByteArrayAsync($"storage/v1/b/films/o/{Uri.EscapeDataString(name)}?alt=media");

        Assert.Equal($"gs://films/{name}", address);
        Assert.Equal("ftyp"u8.ToArray(), clip[4..8]);
        Assert.Equal(done.GetProperty("id").GetString(), (await vertex.GetFromJsonAsync<JsonElement>($"{Interactions}/{done.GetProperty("id").GetString()}")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Interaction_Streamed_ComesAsEventsThatCanBeTakenUpAgain()
    {
        await using var lot = await TestLot.StartAsync();
        using var gemini = new HttpClient { BaseAddress = lot.Server.Gemini, DefaultRequestHeaders = { { "x-goog-api-key", "test" } } };
        var body = new { model = "gemini-omni-1.2-flash", input = TestLot.Prompt, background = true, stream = true, response_format = new { type = "video", duration = "3s", delivery = "uri" } };

        using var answer = await gemini.PostAsJsonAsync("v1beta/interactions", body);
        var said = Events(await answer.Content.ReadAsStringAsync());
        var id = said[0].GetProperty("interaction").GetProperty("id").GetString();
        var again = Events(await gemini.GetStringAsync($"v1beta/interactions/{id}?stream=true&last_event_id=3"));

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["interaction.created", "interaction.status_update", "step.start", "step.delta", "step.stop", "interaction.completed"], said.Select(one => one.GetProperty("event_type").GetString()));
        Assert.Contains(":download", said[3].GetProperty("delta").GetProperty("uri").GetString());
        Assert.Equal("completed", said[5].GetProperty("interaction").GetProperty("status").GetString());
        Assert.Equal(said.Skip(3).Select(one => one.GetRawText()), again.Select(one => one.GetRawText()));
        Assert.Single(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Interaction_StreamedAndFailed_TellsItsErrorAndItsEnd()
    {
        await using var lot = await TestLot.StartAsync();
        using var gemini = new HttpClient { BaseAddress = lot.Server.Gemini, DefaultRequestHeaders = { { "x-goog-api-key", "test" } } };
        await lot.ScriptAsync(new { provider = "gemini", action = "refuse" });

        using var answer = await gemini.PostAsJsonAsync("v1beta/interactions", new { model = "gemini-omni-1.2-flash", input = TestLot.Prompt, stream = true, response_format = new { type = "video", duration = "3s" } });
        var said = Events(await answer.Content.ReadAsStringAsync());

        Assert.Equal(["interaction.created", "interaction.status_update", "error", "interaction.completed"], said.Select(one => one.GetProperty("event_type").GetString()));
        Assert.Equal("failed", said[3].GetProperty("interaction").GetProperty("status").GetString());
    }

    private static List<JsonElement> Events(string stream) =>
        [.. stream.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]))];

    [Fact]
    public async Task Vertex_InteractionWithAKeyInsteadOfAToken_Is401()
    {
        await using var lot = await TestLot.StartAsync();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.Vertex, "v1beta1/projects/films/locations/global/interactions")) { Content = JsonContent.Create(Film(new { })), Headers = { { "x-goog-api-key", "k" } } };

        using var answer = await lot.Plain.SendAsync(message);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("{\"background\":true,\"store\":false}")]
    [InlineData("{\"generation_config\":{\"seed\":1.5}}")]
    [InlineData("{\"generation_config\":{\"video_config\":{\"task\":\"image_to_video\"}}}")]
    [InlineData("{\"generation_config\":{\"video_config\":{\"task\":\"edit\"}}}")]
    [InlineData("{\"generation_config\":{\"video_config\":{\"task\":\"dream\"}}}")]
    [InlineData("{\"response_format\":{\"type\":\"video\",\"gcs_uri\":\"gs://films/\"}}")]
    [InlineData("{\"response_format\":{\"type\":\"video\",\"duration\":\"11s\"}}")]
    [InlineData("{\"model\":\"gemini-3.1-flash-image\",\"response_format\":{\"type\":\"image\",\"aspect_ratio\":\"5:7\"}}")]
    [InlineData("{\"model\":\"gemini-3.1-flash-image\",\"response_format\":{\"type\":\"image\",\"image_size\":\"8K\"}}")]
    [InlineData("{\"model\":\"gemini-3.1-flash-image\",\"response_format\":{\"type\":\"image\",\"mime_type\":\"image/gif\"}}")]
    public async Task Interaction_WhatTheContractDoesNotAllow_IsRefusedAndNotCharged(string change)
    {
        await using var lot = await TestLot.StartAsync();
        var body = Film(new { });
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
            body[name] = value?.DeepClone();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.Gemini, "v1beta/interactions")) { Content = JsonContent.Create(body), Headers = { { "x-goog-api-key", "k" } } };

        using var answer = await lot.Plain.SendAsync(message);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await lot.LedgerAsync());
    }

    [Theory]
    [InlineData("{\"personGeneration\":\"everybody\"}", "{}")]
    [InlineData("{\"seed\":-1}", "{}")]
    [InlineData("{\"resizeMode\":\"stretch\"}", "{}")]
    [InlineData("{\"compressionQuality\":\"best\"}", "{}")]
    [InlineData("{\"resolution\":\"1080p\",\"durationSeconds\":4}", "{}")]
    [InlineData("{\"sampleCount\":5}", "{}")]
    [InlineData("{\"enhancePrompt\":false}", "{}")]
    [InlineData("{}", "{\"lastFrame\":{\"bytesBase64Encoded\":\"PICTURE\"}}")]
    [InlineData("{}", "{\"referenceImages\":[{\"referenceType\":\"style\",\"image\":{\"bytesBase64Encoded\":\"PICTURE\"}}]}")]
    public async Task Veo_WhatTheContractDoesNotAllow_IsRefusedAndNotCharged(string parameters, string instance)
    {
        await using var lot = await TestLot.StartAsync();
        using var vertex = Vertex(lot);
        var asked = JsonNode.Parse(instance.Replace("PICTURE", Picture))!.AsObject();
        asked["prompt"] = TestLot.Prompt;

        using var answer = await vertex.PostAsJsonAsync(Veo, new JsonObject { ["instances"] = new JsonArray(asked), ["parameters"] = JsonNode.Parse(parameters) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Veo_ThreeSamples_AreThreeClipsInTheBucketForThreeTimesThePrice()
    {
        await using var lot = await TestLot.StartAsync();
        using var vertex = Vertex(lot);
        using var storage = new HttpClient { BaseAddress = lot.Server.CloudStorage, DefaultRequestHeaders = { { "Authorization", "Bearer token" } } };

        var done = await OperationAsync(vertex, new { sampleCount = 3, durationSeconds = 4, generateAudio = false, seed = 4_294_967_295, storageUri = "gs://films/a-3/" });
        var videos = done.GetProperty("response").GetProperty("videos").EnumerateArray().Select(video => video.GetProperty("gcsUri").GetString()!).ToList();
        var listed = (await storage.GetFromJsonAsync<JsonElement>("storage/v1/b/films/o?prefix=a-3/")).GetProperty("items").EnumerateArray().ToList();
        List<byte[]> clips = [];
        foreach (var item in listed)
            clips.Add(await storage.GetByteArrayAsync($"storage/v1/b/films/o/{Uri.EscapeDataString(item.GetProperty("name").GetString()!)}?alt=media"));

        Assert.Equal(["sample_0.mp4", "sample_1.mp4", "sample_2.mp4"], videos.Select(uri => uri.Split('/')[^1]));
        Assert.Equal(videos, listed.Select(item => $"gs://films/{item.GetProperty("name").GetString()}"));
        Assert.Equal(clips.Select(clip => clip.Length.ToString()), listed.Select(item => item.GetProperty("size").GetString()));
        Assert.Equal(3, clips.DistinctBy(Convert.ToHexString).Count());
        foreach (var clip in clips)
            Assert.Equal(96, (await Clip.DecodeAsync(clip)).Frames.Length);
        var row = Assert.Single(await lot.LedgerAsync());
        Assert.Equal((12.0, 3 * 4 * 200_000), (row.GetProperty("units").GetDouble(), row.GetProperty("charged_micro_usd").GetInt32()));
    }

    [Fact]
    public async Task Veo_OneOfFourSamplesBlocked_DeliversThreeWithTheReasonAndChargesThree()
    {
        await using var lot = await TestLot.StartAsync();
        using var vertex = Vertex(lot);
        await lot.ScriptAsync(new { provider = "vertex", action = "fail", error_type = "rai_filtered" });

        var response = (await OperationAsync(vertex, new { sampleCount = 4, durationSeconds = 4, generateAudio = false })).GetProperty("response");

        Assert.Equal((3, 1), (response.GetProperty("videos").GetArrayLength(), response.GetProperty("raiMediaFilteredCount").GetInt32()));
        Assert.Contains("64151117", response.GetProperty("raiMediaFilteredReasons")[0].GetString());
        Assert.Equal(3 * 4 * 200_000, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt32());
    }

    [Fact]
    public async Task GeminiVeo_OnADayBeforeItsEnd_MakesOneVideoAndKnowsItsOperationByBothNames()
    {
        await using var lot = await TestLot.StartAsync();
        using var gemini = new HttpClient { BaseAddress = lot.Server.Gemini, DefaultRequestHeaders = { { "x-goog-api-key", "test" } } };
        using (await lot.Plain.PostAsJsonAsync("_backlot/clock/set", new { now = "2026-10-01T00:00:00Z" }))
        using (var two = await gemini.PostAsJsonAsync("v1beta/models/veo-3.1-generate-preview:predictLongRunning", Words(new { sampleCount = 2 })))
        using (var one = await gemini.PostAsJsonAsync("v1beta/models/veo-3.1-generate-preview:predictLongRunning", Words(new { sampleCount = 1, durationSeconds = "4" })))
        {
            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (two.StatusCode, one.StatusCode));
            var name = (await one.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString()!;
            var brief = await gemini.GetFromJsonAsync<JsonElement>($"v1beta/operations/{name.Split('/')[^1]}");
            Assert.Equal(name, brief.GetProperty("name").GetString());
        }
    }

    private static object Words(object parameters) => new { instances = new[] { new { prompt = TestLot.Prompt } }, parameters };

    private static async Task<JsonElement> OperationAsync(HttpClient vertex, object parameters)
    {
        using var answer = await vertex.PostAsJsonAsync(Veo, Words(parameters));
        var operationName = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString();
        while (true)
        {
            using var told = await vertex.PostAsJsonAsync(Veo.Replace("predictLongRunning", "fetchPredictOperation"), new { operationName });
            var operation = await told.Content.ReadFromJsonAsync<JsonElement>();
            if (operation.TryGetProperty("done", out _))
                return operation;
            await Task.Yield();
        }
    }

    private static HttpClient Vertex(TestLot lot) => new() { BaseAddress = lot.Server.Vertex, DefaultRequestHeaders = { { "Authorization", "Bearer token" } } };

    private static JsonObject Film(object format)
    {
        var wished = JsonSerializer.SerializeToNode(format)!.AsObject();
        (wished["type"], wished["duration"]) = ("video", "3s");
        return new JsonObject { ["model"] = "gemini-omni-1.2-flash", ["input"] = TestLot.Prompt, ["response_format"] = wished };
    }
}
