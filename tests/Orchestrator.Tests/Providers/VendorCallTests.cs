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

/// <summary>What is asked of an accepted job, of a lost one and of one to cancel: verb, real address and key, as the providers' pages document them.</summary>
public sealed class VendorCallTests : IDisposable
{
    private const string Attempt = "film/s01/1.1";

    private static readonly ModelCatalogue Catalogue = ModelCatalogue.ReadInstalled();

    private readonly TempFolder folder = new();
    private readonly Recorder recorder = new();
    private readonly HttpClient http;
    private readonly LocalAssetStore assets;

    public VendorCallTests() => (http, assets) = (new HttpClient(recorder), new LocalAssetStore(folder.File("assets")));

    public void Dispose()
    {
        http.Dispose();
        recorder.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("veo-3.1-vertex", """{"name":"projects/p/operations/op-1"}""", "POST https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001:fetchPredictOperation {\"operationName\":\"projects/p/operations/op-1\"}")]
    [InlineData("kling-v3-pro-direct", """{"code":0,"data":{"task_id":"t-1"}}""", "GET https://api-singapore.klingai.com/v1/videos/image2video/t-1")]
    [InlineData("kling-v3-text-direct", """{"code":0,"data":{"task_id":"t-1"}}""", "GET https://api-singapore.klingai.com/v1/videos/text2video/t-1")]
    [InlineData("kling-v3-omni-direct", """{"code":0,"data":{"task_id":"t-1"}}""", "GET https://api-singapore.klingai.com/v1/videos/omni-video/t-1")]
    [InlineData("seedance-2.0-direct", """{"id":"cgt-1"}""", "GET https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks/cgt-1")]
    [InlineData("runway-gen-4.5", """{"id":"t-1"}""", "GET https://api.dev.runwayml.com/v1/tasks/t-1")]
    [InlineData("gemini-omni", """{"id":"i-1","status":"in_progress"}""", "GET https://generativelanguage.googleapis.com/v1beta/interactions/i-1")]
    public async Task State_OfAnAcceptedJob_IsAskedWhereTheProviderTellsIt(string name, string accepted, string call)
    {
        var job = await AcceptedAsync(name, accepted);

        await Client(name).StateAsync(job, default);

        Assert.Equal(call, recorder.Calls[^1]);
        Assert.Matches("^(Bearer .+|k)$", recorder.Keys[^1]);
    }

    [Theory]
    [InlineData("veo-3.1-vertex", """{"name":"projects/p/operations/op-1"}""", null)]
    [InlineData("kling-v3-pro-direct", """{"code":0,"data":{"task_id":"t-1"}}""", null)]
    [InlineData("seedance-2.0-direct", """{"id":"cgt-1"}""", "DELETE https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks/cgt-1")]
    [InlineData("runway-gen-4.5", """{"id":"t-1"}""", "DELETE https://api.dev.runwayml.com/v1/tasks/t-1")]
    [InlineData("gemini-omni", """{"id":"i-1","status":"queued"}""", "POST https://generativelanguage.googleapis.com/v1beta/interactions/i-1/cancel")]
    public async Task Cancel_OfAnAcceptedJob_IsAskedWhereTheProviderTakesIt(string name, string accepted, string? call)
    {
        var job = await AcceptedAsync(name, accepted);
        var before = recorder.Calls.Count;

        await Client(name).CancelAsync(job, default);

        // Two of them offer no way to stop a job: nothing is asked.
        Assert.Equal(call, recorder.Calls.Count > before ? recorder.Calls[^1] : null);
    }

    [Theory]
    [InlineData("veo-3.1-vertex", "^GET https://storage\\.googleapis\\.com/storage/v1/b/films/o\\?prefix=takes%2F[0-9a-f]{32}%2F$")]
    [InlineData("kling-v3-pro-direct", "^GET https://api-singapore\\.klingai\\.com/v1/videos/image2video/[0-9a-f]{32}$")]
    [InlineData("seedance-2.0-direct", "^GET https://ark\\.ap-southeast\\.bytepluses\\.com/api/v3/contents/generations/tasks\\?filter\\.model=dreamina-seedance-2-0-260128&page_size=500$")]
    [InlineData("runway-gen-4.5", null)]
    [InlineData("gemini-omni", null)]
    public async Task Find_OfALostJob_AsksWhatTheProviderOffersForIt(string name, string? call)
    {
        await Client(name).FindAsync(Attempt, await RequestAsync(name), Catalogue.Find(name), DateTime.UtcNow, new HashSet<string>(), default);

        if (call is null)
            Assert.Empty(recorder.Calls);
        else
            Assert.Matches(call, Assert.Single(recorder.Calls));
    }

    private async Task<ProviderJob> AcceptedAsync(string name, string answer)
    {
        recorder.Answer = answer;
        var submitted = await Client(name).SubmitAsync(Attempt, await RequestAsync(name), Catalogue.Find(name), default);
        return Assert.IsType<ProviderJob>(submitted.Job);
    }

    private async Task<TakeRequest> RequestAsync(string name)
    {
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        return new(shot.Id, name, shot.Fields, Catalogue.Find(name).Seconds[0], 7, await assets.AddAsync(new byte[] { 1, 2, 3 }, "image/png"), new(1280, 720));
    }

    private IVideoModel Client(string name) => Catalogue.Find(name).Provider switch
    {
        "vertex" => new VertexVideoModel(new(http), Options.Create(new VertexOptions { Project = "p", Bucket = "films" }), new PlayTokens("tok"), assets, TimeProvider.System),
        "kling" => new KlingVideoModel(new(http), Options.Create(new KlingOptions { AccessKey = "ak", SecretKey = "sk" }), assets, TimeProvider.System),
        "ark" => new ArkVideoModel(new(http), Options.Create(new ArkOptions { Key = "k" }), assets, TimeProvider.System),
        "runway" => new RunwayVideoModel(new(http), Options.Create(new RunwayOptions { Key = "k" }), assets),
        _ => new GeminiVideoModel(new(new(http), Options.Create(new GeminiOptions { Key = "k" })), assets),
    };

    private sealed class Recorder : HttpMessageHandler
    {
        public List<string> Calls { get; } = [];

        public List<string> Keys { get; } = [];

        public string Answer { get; set; } = "{}";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Calls.Add($"{request.Method} {request.RequestUri!.AbsoluteUri}{(body.Length is 0 or > 200 ? "" : $" {body}")}");
            Keys.Add(request.Headers.Authorization?.ToString() ?? (request.Headers.TryGetValues("x-goog-api-key", out var key) ? key.Single() : ""));
            return new(HttpStatusCode.OK) { Content = new StringContent(Answer) };
        }
    }
}
