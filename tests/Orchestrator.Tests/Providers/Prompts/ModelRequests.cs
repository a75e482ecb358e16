using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.Runway;
using Orchestrator.Providers.Vertex;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>What is really posted for a take, by the client of its model, with the media named instead of spelled out.</summary>
internal sealed class ModelRequests : IDisposable
{
    private const string AttemptId = "film/s01/1.1";

    private readonly TempFolder folder = new();
    private readonly Recorder recorder = new();
    private readonly HttpClient http;
    private readonly LocalAssetStore assets;
    private readonly Dictionary<string, string> names = [];

    public ModelRequests()
    {
        http = new(recorder);
        assets = new(folder.File("assets"));
        Start = Named("start frame", "image/png");
        Clip = Named("clip", "video/mp4");
        Mask = Named("mask", "video/mp4");
    }

    /// <summary>All models that make or change video and are still offered.</summary>
    public static IReadOnlyList<ModelRow> Rows { get; } = [.. ModelCatalogue.ReadInstalled().Rows.Where(row => row.Kind == ModelKind.Video && row.Retired is null)];

    /// <summary>A start frame.</summary>
    public AssetRef Start { get; }

    /// <summary>A clip to change.</summary>
    public AssetRef Clip { get; }

    /// <summary>A mask of it.</summary>
    public AssetRef Mask { get; }

    /// <summary>The body that is posted.</summary>
    public async Task<JsonObject> BodyAsync(TakeRequest request, ModelRow row)
    {
        if (row.Provider == "fal")
            return FalInput.Write(request, row, asset => $"<{names[asset.Sha256]}>");
        await Client(row).SubmitAsync(AttemptId, request, row, default);
        return Plain(recorder.Body).AsObject();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        http.Dispose();
        recorder.Dispose();
        folder.Dispose();
    }

    private AssetRef Named(string name, string mediaType)
    {
        var asset = assets.AddAsync(Encoding.UTF8.GetBytes(name), mediaType).GetAwaiter().GetResult();
        names[asset.Sha256] = name;
        return asset;
    }

    private IVideoModel Client(ModelRow row) => row.Provider switch
    {
        "vertex" => new VertexVideoModel(new(http), Options.Create(new VertexOptions { Project = "films", Bucket = "takes" }), new PlayTokens("t"), assets, TimeProvider.System),
        "kling" => new KlingVideoModel(new(http), Options.Create(new KlingOptions { AccessKey = "a", SecretKey = "s" }), assets, TimeProvider.System),
        "ark" => new ArkVideoModel(new(http), Options.Create(new ArkOptions { Key = "k" }), assets, TimeProvider.System),
        "runway" => new RunwayVideoModel(new(http), Options.Create(new RunwayOptions { Key = "k" }), assets),
        "gemini" => new GeminiVideoModel(new(new(http), Options.Create(new GeminiOptions { Key = "k" })), assets),
        _ => throw new InvalidOperationException($"Nobody writes requests for {row.Provider}."),
    };

    private JsonNode Plain(JsonNode node)
    {
        var text = names.Values.Aggregate(node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), (json, name) =>
            json.Replace(Convert.ToBase64String(Encoding.UTF8.GetBytes(name)), $"<{name}>", StringComparison.Ordinal));
        return JsonNode.Parse(text)!;
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public JsonNode Body { get; private set; } = new JsonObject();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // What is put into a bucket first is named by the request that follows.
            if (request.RequestUri!.AbsolutePath.StartsWith("/upload/", StringComparison.Ordinal))
                return new(HttpStatusCode.OK) { Content = new StringContent("{}") };
            // Who changes a clip where it lies asks first where that is.
            if (request.Content is null)
                return new(HttpStatusCode.OK) { Content = new StringContent("""{"code":0,"data":{"task_result":{"videos":[{"url":"https://media.example/clip.mp4"}]}}}""") };
            Body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            return new(HttpStatusCode.OK) { Content = new StringContent("{}") };
        }
    }
}
