using System.Net;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.Runway;
using Orchestrator.Providers.Vertex;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>The direct providers' clients at their real addresses, and a stand-in for the network that writes every call down and answers as it is told.</summary>
internal sealed class VendorSet : IDisposable
{
    private readonly Network network = new();

    public VendorSet() => (Http, Assets) = (new HttpClient(network), new LocalAssetStore(Folder.File("assets")));

    public static ModelCatalogue Catalogue { get; } = ModelCatalogue.ReadInstalled();

    public TempFolder Folder { get; } = new();

    public LocalAssetStore Assets { get; }

    public HttpClient Http { get; }

    /// <summary>The network itself, for clients that bring their own.</summary>
    public HttpMessageHandler Handler => network;

    /// <summary>What was asked, first to last.</summary>
    public IReadOnlyList<VendorCall> Calls => network.Calls;

    /// <summary>Answers each call; 200 with an empty object where nobody says otherwise.</summary>
    public Func<VendorCall, (HttpStatusCode Status, string Text)> Answer
    {
        set => network.Answer = value;
    }

    /// <summary>A request for a take of a row: its shortest, from a picture of a few bytes.</summary>
    public async Task<(TakeRequest Request, ModelRow Row)> ReadyAsync(string name, int? seconds = null, string? sound = null)
    {
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        var row = Catalogue.Find(name);
        var fields = sound is null ? shot.Fields : shot.Fields with { Audio = new(sound) };
        return (new(shot.Id, name, fields, seconds ?? row.Seconds[0], 7, await Assets.AddAsync(new byte[] { 1, 2, 3 }, "image/png"), new(1280, 720)), row);
    }

    /// <summary>The client of a provider.</summary>
    public IVideoModel Client(string provider) => provider switch
    {
        "vertex" => Vertex(),
        "kling" => Kling(),
        "ark" => Ark(),
        "runway" => Runway(),
        "gemini" => Gemini(),
        _ => throw new ArgumentException(provider),
    };

    public VertexVideoModel Vertex(VertexOptions? options = null)
    {
        options ??= new();
        (options.Project, options.Bucket) = ("films", "takes-bucket");
        return new(new(Http), Options.Create(options), new PlayTokens("tok"), Assets, TimeProvider.System);
    }

    public KlingVideoModel Kling(TimeProvider? clock = null) => new(new(Http), Options.Create(new KlingOptions { AccessKey = "ak", SecretKey = "sk" }), Assets, clock ?? TimeProvider.System);

    public ArkVideoModel Ark() => new(new(Http), Options.Create(new ArkOptions { Key = "k" }), Assets, TimeProvider.System);

    public RunwayVideoModel Runway(RunwayOptions? options = null) => new(new(Http), Options.Create(options ?? new RunwayOptions { Key = "k" }), Assets);

    public GeminiVideoModel Gemini() => new(Interactions(), Assets);

    public GeminiInteractions Interactions() => new(new(Http), Options.Create(new GeminiOptions { Key = "k" }));

    public void Dispose()
    {
        Http.Dispose();
        network.Dispose();
        Folder.Dispose();
    }

    private sealed class Network : HttpMessageHandler
    {
        public List<VendorCall> Calls { get; } = [];

        public Func<VendorCall, (HttpStatusCode Status, string Text)> Answer { get; set; } = _ => (HttpStatusCode.OK, "{}");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var call = new VendorCall(request.Method, request.RequestUri!, request.Headers, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            Calls.Add(call);
            var (status, text) = Answer(call);
            return new(status) { Content = new StringContent(text) };
        }
    }
}
