using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Http;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.Runway;
using Orchestrator.Providers.Vertex;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>What is sent to the real addresses, field by field as the providers' pages document it.</summary>
public sealed class VendorRequestTests : IDisposable
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.ReadInstalled();

    private readonly TempFolder folder = new();
    private readonly Recorder recorder = new();
    private readonly HttpClient http;
    private readonly LocalAssetStore assets;

    public VendorRequestTests() => (http, assets) = (new HttpClient(recorder), new LocalAssetStore(folder.File("assets")));

    public void Dispose()
    {
        http.Dispose();
        recorder.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Vertex_Submit_IsPredictLongRunningIntoAPrefixOfItsOwn()
    {
        var model = new VertexVideoModel(new(http), Options.Create(new VertexOptions { Project = "films", Bucket = "takes-bucket" }), new PlayTokens("tok"), assets, TimeProvider.System);

        await model.SubmitAsync("film/s01/1.1", await RequestAsync("veo-3.1-vertex", 8), Catalogue.Find("veo-3.1-vertex"), default);

        Assert.Equal("https://us-central1-aiplatform.googleapis.com/v1/projects/films/locations/us-central1/publishers/google/models/veo-3.1-generate-001:predictLongRunning", recorder.Address);
        Assert.Equal("Bearer tok", recorder.Header("Authorization"));
        var instance = recorder.Body["instances"]![0]!;
        Assert.StartsWith("Subject: ", instance["prompt"]!.GetValue<string>());
        Assert.Equal(("AQID", "image/png"), (instance["image"]!["bytesBase64Encoded"]!.GetValue<string>(), instance["image"]!["mimeType"]!.GetValue<string>()));
        var parameters = recorder.Body["parameters"]!;
        Assert.Matches("^gs://takes-bucket/takes/[0-9a-f]{32}/$", parameters["storageUri"]!.GetValue<string>());
        Assert.Equal((1, 8, "16:9", "720p", 7), (Int(parameters, "sampleCount"), Int(parameters, "durationSeconds"), Text(parameters, "aspectRatio"), Text(parameters, "resolution"), Int(parameters, "seed")));
        Assert.Equal(("allow_adult", true), (Text(parameters, "personGeneration"), parameters["generateAudio"]!.GetValue<bool>()));
        // Veo 3 answers 400 to whoever wants it off.
        Assert.Null(parameters["enhancePrompt"]);
        Assert.Contains(recorder.Body["labels"]!["attempt_id"]!.GetValue<string>(), parameters["storageUri"]!.GetValue<string>());
    }

    [Fact]
    public async Task Kling_Submit_IsSignedAndNamed()
    {
        var model = new KlingVideoModel(new(http), Options.Create(new KlingOptions { AccessKey = "ak", SecretKey = "sk" }), assets, TimeProvider.System);

        await model.SubmitAsync("film/s01/1.1", await RequestAsync("kling-v3-pro-direct", 5), Catalogue.Find("kling-v3-pro-direct"), default);

        Assert.Equal("https://api-singapore.klingai.com/v1/videos/image2video", recorder.Address);
        var parts = recorder.Header("Authorization")!["Bearer ".Length..].Split('.');
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0])));
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(("ak", 1805), (Text(claims, "iss"), Int(claims, "exp") - Int(claims, "nbf")));
        Assert.Equal(
            System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.HMACSHA256.HashData("sk"u8.ToArray(), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"))),
            parts[2]);
        var body = recorder.Body;
        Assert.Equal(("kling-v3", "pro", "AQID", "5", "on"), (Text(body, "model_name"), Text(body, "mode"), Text(body, "image"), Text(body, "duration"), Text(body, "sound")));
        Assert.Matches("^[0-9a-f]{32}$", Text(body, "external_task_id"));
        Assert.DoesNotContain("multi_prompt", body.Select(pair => pair.Key));
        Assert.DoesNotContain("sk", recorder.Header("Authorization")!.Split('.')[0]);
    }

    [Fact]
    public async Task Kling_SeveralShots_AreNumbered()
    {
        var model = new KlingVideoModel(new(http), Options.Create(new KlingOptions { AccessKey = "ak", SecretKey = "sk" }), assets, TimeProvider.System);
        var request = await RequestAsync("kling-v3-pro-direct", 4);

        await model.SubmitAsync("a", request with { Cuts = [new("s02", request.Fields, 6)] }, Catalogue.Find(request.Model), default);

        Assert.Equal((true, "customize", "10"), (recorder.Body["multi_shot"]!.GetValue<bool>(), Text(recorder.Body, "shot_type"), Text(recorder.Body, "duration")));
        Assert.Equal([(1, "4"), (2, "6")], recorder.Body["multi_prompt"]!.AsArray().Select(shot => (Int(shot!, "index"), Text(shot!, "duration"))));
        Assert.DoesNotContain("prompt", recorder.Body.Select(pair => pair.Key));
    }

    [Fact]
    public async Task Ark_Submit_IsAListOfContentWithRoles()
    {
        var model = new ArkVideoModel(new(http), Options.Create(new ArkOptions { Key = "k" }), assets, TimeProvider.System);
        var request = await RequestAsync("seedance-2.0-direct", 5);

        await model.SubmitAsync("a", request with { EndFrame = request.StartFrame }, Catalogue.Find(request.Model), default);

        Assert.Equal("https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks", recorder.Address);
        Assert.Equal("Bearer k", recorder.Header("Authorization"));
        var content = recorder.Body["content"]!.AsArray();
        Assert.Equal(["text", "image_url", "image_url"], content.Select(item => Text(item!, "type")));
        Assert.Equal(["first_frame", "last_frame"], content.Skip(1).Select(item => Text(item!, "role")));
        Assert.Equal("data:image/png;base64,AQID", Text(content[1]!["image_url"]!, "url"));
        Assert.Equal((5, "720p", "16:9", true), (Int(recorder.Body, "duration"), Text(recorder.Body, "resolution"), Text(recorder.Body, "ratio"), recorder.Body["generate_audio"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Runway_Submit_HasItsVersionAndASizeForARatio()
    {
        var model = new RunwayVideoModel(new(http), Options.Create(new RunwayOptions { Key = "k" }), assets);
        var request = await RequestAsync("runway-gen-4.5", 5);

        await model.SubmitAsync("a", request, Catalogue.Find(request.Model), default);

        Assert.Equal("https://api.dev.runwayml.com/v1/image_to_video", recorder.Address);
        Assert.Equal(("Bearer k", "2024-11-06"), (recorder.Header("Authorization"), recorder.Header("X-Runway-Version")));
        Assert.Equal(("gen4.5", "data:image/png;base64,AQID", "1280:720", 5, 7), (Text(recorder.Body, "model"), Text(recorder.Body, "promptImage"), Text(recorder.Body, "ratio"), Int(recorder.Body, "duration"), Int(recorder.Body, "seed")));
        Assert.InRange(Text(recorder.Body, "promptText").Length, 1, 1000);
    }

    [Fact]
    public async Task Runway_LongPrompt_IsShortenedToWhatTheModelTakes()
    {
        var model = new RunwayVideoModel(new(http), Options.Create(new RunwayOptions { Key = "k" }), assets);
        var request = await RequestAsync("runway-gen-4.5", 5);
        var wordy = new Subject(string.Join(' ', Enumerable.Repeat("a very long description of somebody", 60)));

        await model.SubmitAsync("a", request with { Fields = request.Fields with { Subject = wordy } }, Catalogue.Find(request.Model), default);

        var prompt = Text(recorder.Body, "promptText");
        // The other texts keep their shares, so that the length of the subject changes nothing but its own clause.
        Assert.InRange(prompt.Length, 500, 1000);
        Assert.Contains("Subject: a very long description of somebody a very long", prompt);
        Assert.All(["Subject: ", "Lighting: ", "Camera: ", "Sound: "], clause => Assert.Contains(clause, prompt));
    }

    [Fact]
    public async Task Gemini_Submit_IsABackgroundInteraction()
    {
        var model = new GeminiVideoModel(new(new(http), Options.Create(new GeminiOptions { Key = "k" })), assets);
        var request = await RequestAsync("gemini-omni", 5);

        await model.SubmitAsync("a", request, Catalogue.Find(request.Model), default);

        Assert.Equal("https://generativelanguage.googleapis.com/v1beta/interactions", recorder.Address);
        Assert.Equal("k", recorder.Header("x-goog-api-key"));
        var body = recorder.Body;
        Assert.Equal(("gemini-omni-1.2-flash", true, true), (Text(body, "model"), body["background"]!.GetValue<bool>(), body["store"]!.GetValue<bool>()));
        Assert.Equal(["text", "image"], body["input"]!.AsArray().Select(item => Text(item!, "type")));
        var format = body["response_format"]!;
        Assert.Equal(("video", "16:9", "5s", "720p", "uri"), (Text(format, "type"), Text(format, "aspect_ratio"), Text(format, "duration"), Text(format, "resolution"), Text(format, "delivery")));
        Assert.Equal((7, "image_to_video"), (Int(body["generation_config"]!, "seed"), Text(body["generation_config"]!["video_config"]!, "task")));
        Assert.Null(body["previous_interaction_id"]);
    }

    [Fact]
    public async Task Gemini_References_TakeThePlaceOfTheStartFrame()
    {
        var model = new GeminiVideoModel(new(new(http), Options.Create(new GeminiOptions { Key = "k" })), assets);
        var request = await RequestAsync("gemini-omni", 5);

        await model.SubmitAsync("a", request with { References = [new(ReferenceKind.Image, request.StartFrame, "Mara"), new(ReferenceKind.Image, request.StartFrame, "the cup")] }, Catalogue.Find(request.Model), default);

        // Text first, then as many pictures as the prompt gives numbers to.
        Assert.Equal(["text", "image", "image"], recorder.Body["input"]!.AsArray().Select(item => Text(item!, "type")));
        Assert.StartsWith("<IMAGE_REF_0> is Mara.\n<IMAGE_REF_1> is the cup.\n", Text(recorder.Body["input"]![0]!, "text"));
        Assert.Equal("reference_to_video", Text(recorder.Body["generation_config"]!["video_config"]!, "task"));
    }

    [Fact]
    public async Task Gemini_Edit_GoesOnInTheConversationAndAsksForOneThing()
    {
        var model = new GeminiVideoModel(new(new(http), Options.Create(new GeminiOptions { Key = "k" })), assets);
        var request = await RequestAsync("gemini-omni-edit", 5);

        await model.SubmitAsync("a", request with { Source = new(request.StartFrame, "int-1", ShotField.Lighting) }, Catalogue.Find(request.Model), default);

        Assert.Equal(("int-1", "edit"), (Text(recorder.Body, "previous_interaction_id"), Text(recorder.Body["generation_config"]!["video_config"]!, "task")));
        var text = Text(Assert.Single(recorder.Body["input"]!.AsArray())!, "text");
        Assert.StartsWith("Lighting: ", text);
        Assert.Contains("keep everything else", text);
    }

    [Fact]
    public async Task Keys_AreNeverSentToAnotherHost()
    {
        var elsewhere = new ProviderJob("a", "m", "r", new("https://elsewhere.example/s"), new("https://elsewhere.example/r"), new("https://elsewhere.example/c"));
        IVideoModel[] models =
        [
            new VertexVideoModel(new(http), Options.Create(new VertexOptions()), new PlayTokens("tok"), assets, TimeProvider.System),
            new KlingVideoModel(new(http), Options.Create(new KlingOptions { AccessKey = "ak", SecretKey = "sk" }), assets, TimeProvider.System),
            new ArkVideoModel(new(http), Options.Create(new ArkOptions { Key = "k" }), assets, TimeProvider.System),
            new RunwayVideoModel(new(http), Options.Create(new RunwayOptions { Key = "k" }), assets),
            new GeminiVideoModel(new(new(http), Options.Create(new GeminiOptions { Key = "k" })), assets),
        ];

        foreach (var model in models)
            await Assert.ThrowsAsync<ProviderException>(() => model.StateAsync(elsewhere, default));

        Assert.Null(recorder.Address);
    }

    [Theory]
    [InlineData("http://provider.example/clip.mp4")]
    [InlineData("https://127.0.0.1/clip.mp4")]
    [InlineData("https://localhost/clip.mp4")]
    [InlineData("https://metadata.google.internal/clip.mp4")]
    [InlineData("https://[::1]/clip.mp4")]
    public async Task Media_InsideOurOwnNetwork_IsNotFetched(string address)
    {
        var model = new RunwayVideoModel(new(http), Options.Create(new RunwayOptions { Key = "k" }), assets);

        await Assert.ThrowsAsync<ProviderException>(() => model.DownloadAsync(new Uri(address), folder.File("clip.mp4"), default));

        Assert.Null(recorder.Address);
    }

    private async Task<TakeRequest> RequestAsync(string model, int seconds)
    {
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        return new(shot.Id, model, shot.Fields with { Audio = new("waves") }, seconds, 7, await assets.AddAsync(new byte[] { 1, 2, 3 }, "image/png"), new(1280, 720));
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static int Int(JsonNode node, string name) => node[name]!.GetValue<int>();

    private sealed class Recorder : HttpMessageHandler
    {
        private HttpRequestMessage? message;

        public string? Address => message?.RequestUri?.AbsoluteUri;

        public JsonObject Body { get; private set; } = [];

        public string? Header(string name) => message!.Headers.TryGetValues(name, out var values) ? values.Single() : null;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            message = request;
            Body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
            return new(HttpStatusCode.OK) { Content = new StringContent("{}") };
        }
    }
}
