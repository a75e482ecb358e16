using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers;

namespace Orchestrator.Tests.Providers;

/// <summary>What is sent to the real addresses, field by field as the providers' pages document it.</summary>
public sealed class VendorRequestTests : IDisposable
{
    private readonly VendorSet vendors = new();

    public void Dispose() => vendors.Dispose();

    [Fact]
    public async Task Vertex_Submit_IsPredictLongRunningIntoAPrefixOfItsOwn()
    {
        var model = vendors.Vertex();

        await model.SubmitAsync("film/s01/1.1", await RequestAsync("veo-3.1-vertex", 8), VendorSet.Catalogue.Find("veo-3.1-vertex"), default);

        Assert.Equal("https://us-central1-aiplatform.googleapis.com/v1/projects/films/locations/us-central1/publishers/google/models/veo-3.1-generate-001:predictLongRunning", Sent.Address.AbsoluteUri);
        Assert.Equal("Bearer tok", Sent.Header("Authorization"));
        var instance = Sent.Body["instances"]![0]!;
        Assert.StartsWith("Subject: ", instance["prompt"]!.GetValue<string>());
        Assert.Equal(("AQID", "image/png"), (instance["image"]!["bytesBase64Encoded"]!.GetValue<string>(), instance["image"]!["mimeType"]!.GetValue<string>()));
        var parameters = Sent.Body["parameters"]!;
        Assert.Matches("^gs://takes-bucket/takes/[0-9a-f]{32}/$", parameters["storageUri"]!.GetValue<string>());
        Assert.Equal((1, 8, "16:9", "720p", 7), (Int(parameters, "sampleCount"), Int(parameters, "durationSeconds"), Text(parameters, "aspectRatio"), Text(parameters, "resolution"), Int(parameters, "seed")));
        Assert.Equal(("allow_adult", true), (Text(parameters, "personGeneration"), parameters["generateAudio"]!.GetValue<bool>()));
        // Veo 3 answers 400 to whoever wants it off.
        Assert.Null(parameters["enhancePrompt"]);
        Assert.Contains(Sent.Body["labels"]!["attempt_id"]!.GetValue<string>(), parameters["storageUri"]!.GetValue<string>());
    }

    [Fact]
    public async Task Kling_Submit_IsSignedAndNamed()
    {
        var model = vendors.Kling();

        await model.SubmitAsync("film/s01/1.1", await RequestAsync("kling-v3-pro-direct", 5), VendorSet.Catalogue.Find("kling-v3-pro-direct"), default);

        Assert.Equal("https://api-singapore.klingai.com/v1/videos/image2video", Sent.Address.AbsoluteUri);
        var parts = Sent.Header("Authorization")!["Bearer ".Length..].Split('.');
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0])));
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(("ak", 1805), (Text(claims, "iss"), Int(claims, "exp") - Int(claims, "nbf")));
        Assert.Equal(
            System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.HMACSHA256.HashData("sk"u8.ToArray(), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"))),
            parts[2]);
        var body = Sent.Body;
        Assert.Equal(("kling-v3", "pro", "AQID", "5", "on"), (Text(body, "model_name"), Text(body, "mode"), Text(body, "image"), Text(body, "duration"), Text(body, "sound")));
        Assert.Matches("^[0-9a-f]{32}$", Text(body, "external_task_id"));
        Assert.DoesNotContain("multi_prompt", body.Select(pair => pair.Key));
        Assert.DoesNotContain("sk", Sent.Header("Authorization")!.Split('.')[0]);
    }

    [Fact]
    public async Task Kling_SeveralShots_AreNumbered()
    {
        var model = vendors.Kling();
        var request = await RequestAsync("kling-v3-pro-direct", 4);

        await model.SubmitAsync("a", request with { Cuts = [new("s02", request.Fields, 6)] }, VendorSet.Catalogue.Find(request.Model), default);

        Assert.Equal((true, "customize", "10"), (Sent.Body["multi_shot"]!.GetValue<bool>(), Text(Sent.Body, "shot_type"), Text(Sent.Body, "duration")));
        Assert.Equal([(1, "4"), (2, "6")], Sent.Body["multi_prompt"]!.AsArray().Select(shot => (Int(shot!, "index"), Text(shot!, "duration"))));
        Assert.DoesNotContain("prompt", Sent.Body.Select(pair => pair.Key));
    }

    [Fact]
    public async Task Ark_Submit_IsAListOfContentWithRoles()
    {
        var model = vendors.Ark();
        var request = await RequestAsync("seedance-2.0-direct", 5);

        await model.SubmitAsync("a", request with { EndFrame = request.StartFrame }, VendorSet.Catalogue.Find(request.Model), default);

        Assert.Equal("https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks", Sent.Address.AbsoluteUri);
        Assert.Equal("Bearer k", Sent.Header("Authorization"));
        var content = Sent.Body["content"]!.AsArray();
        Assert.Equal(["text", "image_url", "image_url"], content.Select(item => Text(item!, "type")));
        Assert.Equal(["first_frame", "last_frame"], content.Skip(1).Select(item => Text(item!, "role")));
        Assert.Equal("data:image/png;base64,AQID", Text(content[1]!["image_url"]!, "url"));
        Assert.Equal((5, "720p", "16:9", true), (Int(Sent.Body, "duration"), Text(Sent.Body, "resolution"), Text(Sent.Body, "ratio"), Sent.Body["generate_audio"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Runway_Submit_HasItsVersionAndASizeForARatio()
    {
        var model = vendors.Runway();
        var request = await RequestAsync("runway-gen-4.5", 5);

        await model.SubmitAsync("a", request, VendorSet.Catalogue.Find(request.Model), default);

        Assert.Equal("https://api.dev.runwayml.com/v1/image_to_video", Sent.Address.AbsoluteUri);
        Assert.Equal(("Bearer k", "2024-11-06"), (Sent.Header("Authorization"), Sent.Header("X-Runway-Version")));
        Assert.Equal(("gen4.5", "data:image/png;base64,AQID", "1280:720", 5, 7), (Text(Sent.Body, "model"), Text(Sent.Body, "promptImage"), Text(Sent.Body, "ratio"), Int(Sent.Body, "duration"), Int(Sent.Body, "seed")));
        Assert.InRange(Text(Sent.Body, "promptText").Length, 1, 1000);
    }

    [Fact]
    public async Task Runway_LongPrompt_IsShortenedToWhatTheModelTakes()
    {
        var model = vendors.Runway();
        var request = await RequestAsync("runway-gen-4.5", 5);
        var wordy = new Subject(string.Join(' ', Enumerable.Repeat("a very long description of somebody", 60)));

        await model.SubmitAsync("a", request with { Fields = request.Fields with { Subject = wordy } }, VendorSet.Catalogue.Find(request.Model), default);

        var prompt = Text(Sent.Body, "promptText");
        // The other texts keep their shares, so that the length of the subject changes nothing but its own clause.
        Assert.InRange(prompt.Length, 500, 1000);
        Assert.Contains("Subject: a very long description of somebody a very long", prompt);
        Assert.All(["Subject: ", "Lighting: ", "Camera: ", "Sound: "], clause => Assert.Contains(clause, prompt));
    }

    [Fact]
    public async Task Gemini_Submit_IsABackgroundInteraction()
    {
        var model = vendors.Gemini();
        var request = await RequestAsync("gemini-omni", 5);

        await model.SubmitAsync("a", request, VendorSet.Catalogue.Find(request.Model), default);

        Assert.Equal("https://generativelanguage.googleapis.com/v1beta/interactions", Sent.Address.AbsoluteUri);
        Assert.Equal("k", Sent.Header("x-goog-api-key"));
        var body = Sent.Body;
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
        var model = vendors.Gemini();
        var request = await RequestAsync("gemini-omni", 5);

        await model.SubmitAsync("a", request with { References = [new(ReferenceKind.Image, request.StartFrame, "Mara"), new(ReferenceKind.Image, request.StartFrame, "the cup")] }, VendorSet.Catalogue.Find(request.Model), default);

        // Text first, then as many pictures as the prompt gives numbers to.
        Assert.Equal(["text", "image", "image"], Sent.Body["input"]!.AsArray().Select(item => Text(item!, "type")));
        Assert.StartsWith("<IMAGE_REF_0> is Mara.\n<IMAGE_REF_1> is the cup.\n", Text(Sent.Body["input"]![0]!, "text"));
        Assert.Equal("reference_to_video", Text(Sent.Body["generation_config"]!["video_config"]!, "task"));
    }

    [Fact]
    public async Task Gemini_Edit_GoesOnInTheConversationAndAsksForOneThing()
    {
        var model = vendors.Gemini();
        var request = await RequestAsync("gemini-omni-edit", 5);

        await model.SubmitAsync("a", request with { Source = new(request.StartFrame, "int-1", ShotField.Lighting) }, VendorSet.Catalogue.Find(request.Model), default);

        Assert.Equal(("int-1", "edit"), (Text(Sent.Body, "previous_interaction_id"), Text(Sent.Body["generation_config"]!["video_config"]!, "task")));
        var text = Text(Assert.Single(Sent.Body["input"]!.AsArray())!, "text");
        Assert.StartsWith("Lighting: ", text);
        Assert.Contains("keep everything else", text);
    }

    [Fact]
    public async Task Keys_AreNeverSentToAnotherHost()
    {
        var elsewhere = new ProviderJob("a", "m", "r", new("https://elsewhere.example/s"), new("https://elsewhere.example/r"), new("https://elsewhere.example/c"));
        IVideoModel[] models =
        [
            vendors.Vertex(),
            vendors.Kling(),
            vendors.Ark(),
            vendors.Runway(),
            vendors.Gemini(),
        ];

        foreach (var model in models)
            await Assert.ThrowsAsync<ProviderException>(() => model.StateAsync(elsewhere, default));

        Assert.Empty(vendors.Calls);
    }

    [Theory]
    [InlineData("http://provider.example/clip.mp4")]
    [InlineData("https://127.0.0.1/clip.mp4")]
    [InlineData("https://localhost/clip.mp4")]
    [InlineData("https://metadata.google.internal/clip.mp4")]
    [InlineData("https://[::1]/clip.mp4")]
    public async Task Media_InsideOurOwnNetwork_IsNotFetched(string address)
    {
        var model = vendors.Runway();

        await Assert.ThrowsAsync<ProviderException>(() => model.DownloadAsync(new Uri(address), vendors.Folder.File("clip.mp4"), default));

        Assert.Empty(vendors.Calls);
    }

    private VendorCall Sent => vendors.Calls[^1];

    private async Task<TakeRequest> RequestAsync(string model, int seconds) => (await vendors.ReadyAsync(model, seconds, "waves")).Request;

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static int Int(JsonNode node, string name) => node[name]!.GetValue<int>();
}
