using System.Net;
using Microsoft.Extensions.Options;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.OpenAi;
using Orchestrator.Providers.Runway;

namespace Orchestrator.Tests.Providers;

/// <summary>Files that are larger than a provider takes inside a request: uploaded first, or refused before anything is sent.</summary>
public sealed class RequestPayloadTests : IDisposable
{
    private readonly VendorSet vendors = new();

    // Of what is stored for a request to name; everything else is taken.
    private HttpStatusCode stored = HttpStatusCode.OK;

    public RequestPayloadTests() => vendors.Answer = call => Stores(call.Address.AbsolutePath)
        ? (stored, """{"uploadUrl":"https://uploads.example/put","fields":{"policy":"p"},"runwayUri":"runway://up-1"}""")
        : (HttpStatusCode.OK, "{}");

    public void Dispose() => vendors.Dispose();

    [Theory]
    [InlineData("kling-v3-pro-direct", 10_000_001, "a picture of at most 10 MB")]
    [InlineData("kling-v3-omni-direct", 10_000_001, "a picture of at most 10 MB")]
    [InlineData("kling-v3-pro", 10_000_001, "a picture of at most 10 MB")]
    [InlineData("seedance-2.0", 30_000_001, "a picture of at most 30 MB")]
    [InlineData("seedance-2.0-direct", 30_000_001, "a picture of at most 30 MB")]
    [InlineData("runway-gen-4.5", 200_000_001, "a picture of at most 200 MB")]
    [InlineData("gemini-omni", 76_000_000, "Gemini takes at most 100 MB in one request")]
    public async Task Submit_PictureThatIsTooLarge_IsRefusedBeforeAnythingIsSentAndSaysWhatToDo(string name, long length, string words)
    {
        var (request, row) = await vendors.ReadyAsync(name);
        request = request with { StartFrame = request.StartFrame with { Length = length } };

        var answer = await Client(row.Provider).SubmitAsync("a", request, row, default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, answer.Outcome);
        Assert.Contains(words, answer.Message);
        Assert.Matches("give (a|fewer or) smaller", answer.Message);
        Assert.Empty(vendors.Calls);
    }

    [Theory]
    [InlineData("kling-v3-omni-image", 10_000_001)]
    [InlineData("gpt-image-2", 50_000_001)]
    [InlineData("gemini-3.1-flash-image", 76_000_000)]
    [InlineData("seedream-5.5", 49_000_000)]
    [InlineData("runway-gen-4-image", 200_000_001)]
    public async Task Draw_ReferenceThatIsTooLarge_IsRefusedBeforeAnythingIsSent(string name, long length)
    {
        var row = VendorSet.Catalogue.Find(name);
        var reference = await vendors.Assets.AddAsync(new byte[] { 1 }, "image/png") with { Length = length };

        var drawn = await Pictures(row.Provider).DrawAsync("a", "a cup", new(1280, 720), row, default, [reference]);

        Assert.Equal((OutcomeClass.NotAcceptedTerminal, Money.Zero), (drawn.Outcome, drawn.Cost));
        Assert.Contains("MB", drawn.Message);
        Assert.Empty(vendors.Calls);
    }

    [Fact]
    public async Task Ark_ReferenceClip_IsRefusedBecauseItFetchesClipsAlone()
    {
        var (request, row) = await vendors.ReadyAsync("seedance-2.0-direct");
        var clip = await vendors.Assets.AddAsync(new byte[] { 2 }, "video/mp4");

        var answer = await vendors.Ark().SubmitAsync("a", request with { References = [new(ReferenceKind.Video, clip, "the move")] }, row, default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, answer.Outcome);
        Assert.Contains("public address", answer.Message);
        Assert.Empty(vendors.Calls);
    }

    [Fact]
    public async Task Runway_LargePicture_IsUploadedOnceWithoutTheKeyAndNamedByItsAddress()
    {
        var (request, row) = await vendors.ReadyAsync("runway-gen-4.5");
        var model = vendors.Runway(new RunwayOptions { Key = "k", InlinePicture = 10 });

        await model.SubmitAsync("a", request, row, default);
        await model.SubmitAsync("b", request, row, default);

        Assert.Equal(["/v1/uploads", "/put", "/v1/image_to_video", "/v1/image_to_video"], vendors.Calls.Select(call => call.Address.AbsolutePath));
        var (ask, put) = (vendors.Calls[0], vendors.Calls[1]);
        Assert.Equal("ephemeral", ask.Body["type"]!.GetValue<string>());
        Assert.Equal(("Bearer k", false), (ask.Authorization, put.Authorization is not null));
        // What is signed comes before the file.
        Assert.InRange(put.Text.IndexOf("name=policy", StringComparison.Ordinal), 0, put.Text.IndexOf("name=file", StringComparison.Ordinal));
        Assert.Equal("runway://up-1", vendors.Calls[3].Body["promptImage"]!.GetValue<string>());
    }

    [Fact]
    public async Task Runway_UploadThatFails_BuysNothingAndMayBeTriedAgain()
    {
        var (request, row) = await vendors.ReadyAsync("runway-gen-4.5");
        stored = HttpStatusCode.ServiceUnavailable;

        var answer = await vendors.Runway(new RunwayOptions { Key = "k", InlinePicture = 10 }).SubmitAsync("a", request, row, default);

        Assert.Equal(OutcomeClass.NotAcceptedRetryable, answer.Outcome);
        Assert.Equal("/v1/uploads", Assert.Single(vendors.Calls).Address.AbsolutePath);
    }

    [Fact]
    public async Task Vertex_ClipAndLargePicture_GoIntoTheBucketUnderTheNamesOfTheirContents()
    {
        var (request, row) = await vendors.ReadyAsync("veo-3.1-extend-vertex");
        var clip = await vendors.Assets.AddAsync(new byte[] { 7 }, "video/mp4");

        await vendors.Vertex().SubmitAsync("a", request with { Extends = new(clip, 96) }, row, default);

        var (put, submit) = (vendors.Calls[0], vendors.Calls[1]);
        Assert.Equal(("storage.googleapis.com", "/upload/storage/v1/b/takes-bucket/o"), (put.Address.Host, put.Address.AbsolutePath));
        Assert.Contains($"uploadType=media&ifGenerationMatch=0&name=inputs%2F{clip.Sha256}.mp4", put.Address.Query);
        Assert.Equal("Bearer tok", put.Authorization);
        var video = submit.Body["instances"]![0]!["video"]!.AsObject();
        Assert.Equal(($"gs://takes-bucket/inputs/{clip.Sha256}.mp4", "video/mp4"), (video["gcsUri"]!.GetValue<string>(), video["mimeType"]!.GetValue<string>()));
        Assert.False(video.ContainsKey("bytesBase64Encoded"));
    }

    [Theory]
    // There already is as good as put there.
    [InlineData(HttpStatusCode.PreconditionFailed, 2, OutcomeClass.Ambiguous)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 1, OutcomeClass.NotAcceptedRetryable)]
    [InlineData(HttpStatusCode.Forbidden, 1, OutcomeClass.AuthOrAccount)]
    public async Task Vertex_BucketThatAnswersOtherwise_DecidesWhetherAnythingIsBought(HttpStatusCode status, int calls, OutcomeClass expected)
    {
        var (request, row) = await vendors.ReadyAsync("veo-3.1-vertex");
        stored = status;

        var answer = await vendors.Vertex(new() { InlineLimit = 0 }).SubmitAsync("a", request, row, default);

        Assert.Equal(calls, vendors.Calls.Count);
        // The recorded answer names no operation, which is all that is wrong with what was sent.
        Assert.Equal(expected, answer.Outcome);
    }

    private static bool Stores(string path) => path is "/v1/uploads" or "/put" || path.StartsWith("/upload/", StringComparison.Ordinal);

    private IVideoModel Client(string provider) => provider == "fal"
        ? new FalVideoModel(new(vendors.Http), Fal, new FalStorage(new(vendors.Http), Fal, vendors.Assets), new(), TimeProvider.System)
        : vendors.Client(provider);

    private static IOptions<FalOptions> Fal => Options.Create(new FalOptions { Key = "k" });

    private IImageModel Pictures(string provider) => provider switch
    {
        "kling" => new KlingImageModel(vendors.Kling(), vendors.Assets, new(new()), TimeProvider.System),
        "ark" => new ArkImageModel(new(vendors.Http), vendors.Ark(), vendors.Assets, new(new())),
        "runway" => new RunwayImageModel(vendors.Runway(), vendors.Assets, new(new()), TimeProvider.System),
        "gemini" => new GeminiImageModel(vendors.Interactions(), vendors.Assets),
        "openai" => new OpenAiImageModel(Options.Create(new OpenAiOptions { Key = "k", Transport = vendors.Handler }), vendors.Assets),
        _ => throw new ArgumentException(provider),
    };
}
