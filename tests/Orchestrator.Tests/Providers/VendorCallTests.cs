using System.Net;
using Orchestrator.Model;
using Orchestrator.Providers;

namespace Orchestrator.Tests.Providers;

/// <summary>What is asked of an accepted job, of a lost one and of one to cancel: verb, real address and key, as the providers' pages document them.</summary>
public sealed class VendorCallTests : IDisposable
{
    private const string Attempt = "film/s01/1.1";

    private readonly VendorSet vendors = new();

    public void Dispose() => vendors.Dispose();

    [Theory]
    [InlineData("veo-3.1-vertex", """{"name":"projects/p/operations/op-1"}""", "POST https://us-central1-aiplatform.googleapis.com/v1/projects/films/locations/us-central1/publishers/google/models/veo-3.1-generate-001:fetchPredictOperation {\"operationName\":\"projects/p/operations/op-1\"}")]
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

        Assert.Equal(call, vendors.Calls[^1].ToString());
        Assert.Matches("^(Bearer .+|k)$", vendors.Calls[^1].Key);
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
        var before = vendors.Calls.Count;

        await Client(name).CancelAsync(job, default);

        // Two of them offer no way to stop a job: nothing is asked.
        Assert.Equal(call, vendors.Calls.Count > before ? vendors.Calls[^1].ToString() : null);
    }

    [Theory]
    [InlineData("veo-3.1-vertex", "^GET https://storage\\.googleapis\\.com/storage/v1/b/takes-bucket/o\\?prefix=takes%2F[0-9a-f]{32}%2F$")]
    [InlineData("kling-v3-pro-direct", "^GET https://api-singapore\\.klingai\\.com/v1/videos/image2video/[0-9a-f]{32}$")]
    [InlineData("seedance-2.0-direct", "^GET https://ark\\.ap-southeast\\.bytepluses\\.com/api/v3/contents/generations/tasks\\?filter\\.model=dreamina-seedance-2-0-260128&page_size=500$")]
    [InlineData("runway-gen-4.5", null)]
    [InlineData("gemini-omni", null)]
    public async Task Find_OfALostJob_AsksWhatTheProviderOffersForIt(string name, string? call)
    {
        var (request, row) = await vendors.ReadyAsync(name);

        await Client(name).FindAsync(Attempt, request, row, DateTime.UtcNow, new HashSet<string>(), default);

        if (call is null)
            Assert.Empty(vendors.Calls);
        else
            Assert.Matches(call, Assert.Single(vendors.Calls).ToString());
    }

    private async Task<ProviderJob> AcceptedAsync(string name, string answer)
    {
        vendors.Answer = _ => (HttpStatusCode.OK, answer);
        var (request, row) = await vendors.ReadyAsync(name);
        var submitted = await Client(name).SubmitAsync(Attempt, request, row, default);
        return Assert.IsType<ProviderJob>(submitted.Job);
    }

    private IVideoModel Client(string name) => vendors.Client(VendorSet.Catalogue.Find(name).Provider);
}
