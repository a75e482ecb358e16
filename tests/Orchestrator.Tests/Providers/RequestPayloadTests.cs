using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.OpenAi;
using Orchestrator.Providers.Runway;
using Orchestrator.Providers.Vertex;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>Files that are larger than a provider takes inside a request: uploaded first, or refused before anything is sent.</summary>
public sealed class RequestPayloadTests : IDisposable
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.ReadInstalled();

    private readonly TempFolder folder = new();
    private readonly Storage storage = new();
    private readonly HttpClient http;
    private readonly LocalAssetStore assets;

    public RequestPayloadTests() => (http, assets) = (new HttpClient(storage), new LocalAssetStore(folder.File("assets")));

    public void Dispose()
    {
        http.Dispose();
        storage.Dispose();
        folder.Dispose();
    }

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
        var (request, row) = await ReadyAsync(name);
        request = request with { StartFrame = request.StartFrame with { Length = length } };

        var answer = await Client(row.Provider).SubmitAsync("a", request, row, default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, answer.Outcome);
        Assert.Contains(words, answer.Message);
        Assert.Matches("give (a|fewer or) smaller", answer.Message);
        Assert.Empty(storage.Calls);
    }

    [Theory]
    [InlineData("kling-v3-omni-image", 10_000_001)]
    [InlineData("gpt-image-2", 50_000_001)]
    [InlineData("gemini-3.1-flash-image", 76_000_000)]
    [InlineData("seedream-5.5", 49_000_000)]
    [InlineData("runway-gen-4-image", 200_000_001)]
    public async Task Draw_ReferenceThatIsTooLarge_IsRefusedBeforeAnythingIsSent(string name, long length)
    {
        var row = Catalogue.Find(name);
        var reference = await assets.AddAsync(new byte[] { 1 }, "image/png") with { Length = length };

        var drawn = await Pictures(row.Provider).DrawAsync("a", "a cup", new(1280, 720), row, default, [reference]);

        Assert.Equal((OutcomeClass.NotAcceptedTerminal, Money.Zero), (drawn.Outcome, drawn.Cost));
        Assert.Contains("MB", drawn.Message);
        Assert.Empty(storage.Calls);
    }

    [Fact]
    public async Task Ark_ReferenceClip_IsRefusedBecauseItFetchesClipsAlone()
    {
        var (request, row) = await ReadyAsync("seedance-2.0-direct");
        var clip = await assets.AddAsync(new byte[] { 2 }, "video/mp4");

        var answer = await Client("ark").SubmitAsync("a", request with { References = [new(ReferenceKind.Video, clip, "the move")] }, row, default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, answer.Outcome);
        Assert.Contains("public address", answer.Message);
        Assert.Empty(storage.Calls);
    }

    [Fact]
    public async Task Runway_LargePicture_IsUploadedOnceWithoutTheKeyAndNamedByItsAddress()
    {
        var (request, row) = await ReadyAsync("runway-gen-4.5");
        var model = Runway(new RunwayOptions { Key = "k", InlinePicture = 10 });

        await model.SubmitAsync("a", request, row, default);
        await model.SubmitAsync("b", request, row, default);

        Assert.Equal(["/v1/uploads", "/put", "/v1/image_to_video", "/v1/image_to_video"], storage.Calls.Select(call => call.Address.AbsolutePath));
        var (ask, put) = (storage.Calls[0], storage.Calls[1]);
        Assert.Equal("ephemeral", JsonNode.Parse(ask.Body)!["type"]!.GetValue<string>());
        Assert.Equal(("Bearer k", false), (ask.Authorization, put.Authorization is not null));
        // What is signed comes before the file.
        Assert.InRange(put.Body.IndexOf("name=policy", StringComparison.Ordinal), 0, put.Body.IndexOf("name=file", StringComparison.Ordinal));
        Assert.Equal("runway://up-1", JsonNode.Parse(storage.Calls[3].Body)!["promptImage"]!.GetValue<string>());
    }

    [Fact]
    public async Task Runway_UploadThatFails_BuysNothingAndMayBeTriedAgain()
    {
        var (request, row) = await ReadyAsync("runway-gen-4.5");
        storage.Status = HttpStatusCode.ServiceUnavailable;

        var answer = await Runway(new RunwayOptions { Key = "k", InlinePicture = 10 }).SubmitAsync("a", request, row, default);

        Assert.Equal(OutcomeClass.NotAcceptedRetryable, answer.Outcome);
        Assert.Equal("/v1/uploads", Assert.Single(storage.Calls).Address.AbsolutePath);
    }

    [Fact]
    public async Task Vertex_ClipAndLargePicture_GoIntoTheBucketUnderTheNamesOfTheirContents()
    {
        var (request, row) = await ReadyAsync("veo-3.1-extend-vertex");
        var clip = await assets.AddAsync(new byte[] { 7 }, "video/mp4");

        await Vertex(new()).SubmitAsync("a", request with { Extends = new(clip, 96) }, row, default);

        var (put, submit) = (storage.Calls[0], storage.Calls[1]);
        Assert.Equal(("storage.googleapis.com", "/upload/storage/v1/b/films/o"), (put.Address.Host, put.Address.AbsolutePath));
        Assert.Contains($"uploadType=media&ifGenerationMatch=0&name=inputs%2F{clip.Sha256}.mp4", put.Address.Query);
        Assert.Equal("Bearer tok", put.Authorization);
        var video = JsonNode.Parse(submit.Body)!["instances"]![0]!["video"]!.AsObject();
        Assert.Equal(($"gs://films/inputs/{clip.Sha256}.mp4", "video/mp4"), (video["gcsUri"]!.GetValue<string>(), video["mimeType"]!.GetValue<string>()));
        Assert.False(video.ContainsKey("bytesBase64Encoded"));
    }

    [Theory]
    // There already is as good as put there.
    [InlineData(HttpStatusCode.PreconditionFailed, 2, OutcomeClass.Ambiguous)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 1, OutcomeClass.NotAcceptedRetryable)]
    [InlineData(HttpStatusCode.Forbidden, 1, OutcomeClass.AuthOrAccount)]
    public async Task Vertex_BucketThatAnswersOtherwise_DecidesWhetherAnythingIsBought(HttpStatusCode status, int calls, OutcomeClass expected)
    {
        var (request, row) = await ReadyAsync("veo-3.1-vertex");
        storage.Status = status;

        var answer = await Vertex(new() { InlineLimit = 0 }).SubmitAsync("a", request, row, default);

        Assert.Equal(calls, storage.Calls.Count);
        // The recorded answer names no operation, which is all that is wrong with what was sent.
        Assert.Equal(expected, answer.Outcome);
    }

    private async Task<(TakeRequest Request, ModelRow Row)> ReadyAsync(string name)
    {
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        var row = Catalogue.Find(name);
        return (new(shot.Id, name, shot.Fields, row.Seconds[0], 7, await assets.AddAsync(new byte[] { 1 }, "image/png"), new(1280, 720)), row);
    }

    private RunwayVideoModel Runway(RunwayOptions options) => new(new(http), Options.Create(options), assets);

    private VertexVideoModel Vertex(VertexOptions options)
    {
        (options.Project, options.Bucket) = ("p", "films");
        return new(new(http), Options.Create(options), new PlayTokens("tok"), assets, TimeProvider.System);
    }

    private IVideoModel Client(string provider) => provider switch
    {
        "fal" => new FalVideoModel(new(http), Options.Create(new FalOptions { Key = "k" }), new FalStorage(new(http), Options.Create(new FalOptions { Key = "k" }), assets), new(), TimeProvider.System),
        "kling" => Kling(),
        "ark" => Ark(),
        "runway" => Runway(new() { Key = "k" }),
        "gemini" => new GeminiVideoModel(new(new(http), Options.Create(new GeminiOptions { Key = "k" })), assets),
        _ => throw new ArgumentException(provider),
    };

    private IImageModel Pictures(string provider) => provider switch
    {
        "kling" => new KlingImageModel(Kling(), assets, new(new()), TimeProvider.System),
        "ark" => new ArkImageModel(new(http), Ark(), assets, new(new())),
        "runway" => new RunwayImageModel(Runway(new() { Key = "k" }), assets, new(new()), TimeProvider.System),
        "gemini" => new GeminiImageModel(new(new(http), Options.Create(new GeminiOptions { Key = "k" })), assets),
        "openai" => new OpenAiImageModel(Options.Create(new OpenAiOptions { Key = "k", Transport = storage }), assets),
        _ => throw new ArgumentException(provider),
    };

    private KlingVideoModel Kling() => new(new(http), Options.Create(new KlingOptions { AccessKey = "a", SecretKey = "s" }), assets, TimeProvider.System);

    private ArkVideoModel Ark() => new(new(http), Options.Create(new ArkOptions { Key = "k" }), assets, TimeProvider.System);

    private sealed record Call(Uri Address, string? Authorization, string Body);

    // Gives out addresses to upload to, and takes everything; what is stored there is answered with a status of choice.
    private sealed class Storage : HttpMessageHandler
    {
        public List<Call> Calls { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var stores = request.RequestUri!.AbsolutePath is "/v1/uploads" or "/put" || request.RequestUri.AbsolutePath.StartsWith("/upload/", StringComparison.Ordinal);
            Calls.Add(new(request.RequestUri, request.Headers.Authorization?.ToString(), await request.Content!.ReadAsStringAsync(cancellationToken)));
            return new(stores ? Status : HttpStatusCode.OK)
            {
                Content = new StringContent(stores ? """{"uploadUrl":"https://uploads.example/put","fields":{"policy":"p"},"runwayUri":"runway://up-1"}""" : "{}"),
            };
        }
    }
}
