using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Http;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.OpenAi;
using Orchestrator.Providers.Runway;
using Orchestrator.Providers.Vertex;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>
/// What is really posted for a picture, by the client of its model over HTTP, with the references named instead of spelled out. A form
/// is written as the object that it stands for.
/// </summary>
internal sealed class PictureRequests : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly HttpClient http = ProviderChannel.CreateClient();
    private readonly Dictionary<string, string> names = [];
    private readonly LocalAssetStore assets;
    private readonly WebApplication app;
    private JsonObject last = [];

    private PictureRequests()
    {
        assets = new(folder.File("assets"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(RecordAsync);
    }

    /// <summary>All models that draw and are still offered.</summary>
    public static IReadOnlyList<ModelRow> Rows { get; } = [.. ModelCatalogue.ReadInstalled().Rows.Where(row => row.Kind == ModelKind.Image && row.Retired is null)];

    /// <summary>A character's sheet and a product's.</summary>
    public IReadOnlyList<TakeReference> References { get; private set; } = [];

    private Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Opens the place that requests are posted to.</summary>
    public static async Task<PictureRequests> StartAsync()
    {
        var requests = new PictureRequests();
        await requests.app.StartAsync();
        requests.References =
        [
            new(ReferenceKind.Image, await requests.NamedAsync("character sheet"), "the character Mara"),
            new(ReferenceKind.Image, await requests.NamedAsync("product sheet"), "the product Cup"),
        ];
        return requests;
    }

    /// <summary>Where it is posted, and what.</summary>
    public async Task<JsonObject> BodyAsync(string prompt, FrameSize size, ModelRow row, IReadOnlyList<AssetRef> references)
    {
        await Client(row).DrawAsync("film/s01/frame.1", prompt, size, row, default, references);
        return last;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    private async Task<AssetRef> NamedAsync(string name)
    {
        var asset = await assets.AddAsync(Encoding.UTF8.GetBytes(name), "image/png");
        names[Convert.ToBase64String(Encoding.UTF8.GetBytes(name))] = name;
        return asset;
    }

    private IImageModel Client(ModelRow row)
    {
        var fal = new FalOptions { Queue = new(Address, "fal/"), Rest = new(Address, "rest/"), Key = "k" };
        var channel = new ProviderChannel(http);
        var ffmpeg = new Ffmpeg(new FfmpegOptions());
        var storage = new FalStorage(channel, Options.Create(fal), assets);
        return row.Provider switch
        {
            "fal" => new FalImageModel(new(channel, Options.Create(fal), storage, new JobBell(), TimeProvider.System), storage, assets, ffmpeg, TimeProvider.System),
            "openai" => new OpenAiImageModel(Options.Create(new OpenAiOptions { Address = new(Address, "v1"), Key = "k" }), assets),
            "gemini" => new GeminiImageModel(new(channel, Options.Create(new GeminiOptions { Address = Address, Key = "k" })), assets),
            "vertex" => VertexPictures.Create(channel, new VertexOptions { Global = Address, Project = "films" }, new PlayTokens("t"), assets),
            "kling" => new KlingImageModel(new(channel, Options.Create(new KlingOptions { Address = Address, AccessKey = "a", SecretKey = "s" }), assets, TimeProvider.System), assets, ffmpeg, TimeProvider.System),
            "ark" => new ArkImageModel(channel, new(channel, Options.Create(new ArkOptions { Address = Address, Key = "k" }), assets, TimeProvider.System), assets, ffmpeg),
            "runway" => new RunwayImageModel(new(channel, Options.Create(new RunwayOptions { Address = Address, Key = "k" }), assets), assets, ffmpeg, TimeProvider.System),
            _ => throw new InvalidOperationException($"Nobody writes requests for {row.Provider}."),
        };
    }

    private async Task RecordAsync(HttpContext call)
    {
        // What asks after an answer posts nothing.
        if (HttpMethods.IsGet(call.Request.Method))
        {
            call.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var body = call.Request.HasFormContentType ? await FormAsync(call.Request) : JsonNode.Parse(await new StreamReader(call.Request.Body).ReadToEndAsync())!.AsObject();
        last = new JsonObject { ["to"] = call.Request.Path.Value };
        foreach (var (name, value) in JsonNode.Parse(Named(body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })))!.AsObject())
            last[name] = value?.DeepClone();
        await call.Response.WriteAsync("{}");
    }

    private static async Task<JsonObject> FormAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var body = new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(field.Value.ToString()))));
        foreach (var files in form.Files.GroupBy(file => file.Name))
        {
            var sent = new JsonArray();
            foreach (var file in files)
            {
                using var copy = new MemoryStream();
                await file.CopyToAsync(copy);
                sent.Add($"{file.ContentType} {Convert.ToBase64String(copy.ToArray())}");
            }

            body[files.Key] = sent;
        }

        return body;
    }

    private string Named(string json) => names.Aggregate(json, (text, known) => text.Replace(known.Key, $"<{known.Value}>", StringComparison.Ordinal));
}
