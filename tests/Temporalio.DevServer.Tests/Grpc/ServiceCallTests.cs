using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Health;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Grpc;

/// <summary>The rules of the wire.</summary>
public sealed class ServiceCallTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Actor actor = service.Actor;

    [Fact]
    public async Task Call_UnknownMethod_IsUnimplemented()
    {
        var failure = await Assert.ThrowsAsync<RpcFailure>(() => service.Client.CallAsync<GetSystemInfoResponse>(MethodTable.WorkflowService, "Nonsense", new GetSystemInfoRequest()));
        Assert.Equal(StatusCode.Unimplemented, failure.Code);
        Assert.Equal("unknown method Nonsense for service temporal.api.workflowservice.v1.WorkflowService", failure.Text);
    }

    [Fact]
    public async Task Call_UnknownNamespace_IsNotFoundWithDetail()
    {
        var failure = await Assert.ThrowsAsync<RpcFailure>(() => new Actor(service.Client, "nowhere").DescribeAsync("w"));
        Assert.Equal((StatusCode.NotFound, "Namespace nowhere is not found."), (failure.Code, failure.Text));
        Assert.Equal("nowhere", failure.Detail<NamespaceNotFoundFailure>().Namespace);
    }

    [Fact]
    public async Task Call_NonAsciiMessage_SurvivesTheTrailers()
    {
        var failure = await Assert.ThrowsAsync<RpcFailure>(() => actor.DescribeAsync("fehlt: 100 % größer 山"));
        Assert.Equal("workflow not found for ID: fehlt: 100 % größer 山", failure.Text);
    }

    [Fact]
    public async Task Call_TooLargeMessage_IsResourceExhausted()
    {
        var failure = await Assert.ThrowsAsync<RpcFailure>(() => actor.StartAsync("big", "q", r => r.Input = Make.Json(new string('1', GrpcFraming.MaxMessageBytes))));
        Assert.Equal(StatusCode.ResourceExhausted, failure.Code);
        Assert.StartsWith("grpc: received message larger than max", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Compressed_IsUnderstood()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) new HealthCheckRequest { Service = MethodTable.WorkflowService }.WriteTo(zip);
        var body = packed.ToArray();
        byte[] frame = [1, 0, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, $"http://{service.Address}/{MethodTable.Health}/Check")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.Add("grpc-encoding", "gzip");
        using var response = await http.SendAsync(message);
        var answer = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, HealthCheckResponse.Parser.ParseFrom(answer, 5, answer.Length - 5).Status);
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task Call_OtherContentType_IsUnsupported()
    {
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, $"http://{service.Address}/x/y")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("hello"),
        };
        using var response = await http.SendAsync(message);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Poll_WithoutTimeout_IsRefused()
    {
        var request = new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = Make.Queue("q") };
        var failure = await Assert.ThrowsAsync<RpcFailure>(() => service.Client.CallAsync<PollWorkflowTaskQueueResponse>(request));
        Assert.Equal((StatusCode.InvalidArgument, "Context timeout is not set."), (failure.Code, failure.Text));
        failure = await Assert.ThrowsAsync<RpcFailure>(() => service.Client.CallAsync<PollWorkflowTaskQueueResponse>(request, TimeSpan.FromSeconds(1)));
        Assert.Equal(StatusCode.FailedPrecondition, failure.Code);
    }

    [Fact]
    public async Task Poll_Abandoned_DoesNotTakeATask()
    {
        using var gone = new CancellationTokenSource();
        var abandoned = actor.TryPollAsync("abandoned", ct: gone.Token);
        await DescribedPollersAsync("abandoned", service.Client, 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        await actor.StartAsync("left", "abandoned");
        Assert.Equal("left", (await actor.PollAsync("abandoned")).WorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task Stop_DuringLongPolls_EndsThemAtOnce()
    {
        await using var stopping = await DevService.StartAsync(new DevServiceOptions());
        using var client = new RpcClient(stopping.Address);
        var worker = new Actor(client);
        await worker.StartAsync("w", "elsewhere");
        var history = client.CallAsync<GetWorkflowExecutionHistoryResponse>(
            new GetWorkflowExecutionHistoryRequest
            {
                Namespace = "default",
                Execution = new() { WorkflowId = "w" },
                WaitNewEvent = true,
                HistoryEventFilterType = Api.Enums.V1.HistoryEventFilterType.CloseEvent,
            },
            TimeSpan.FromSeconds(60));
        var polls = Enumerable.Range(0, 20).Select(i => client.CallAsync<PollWorkflowTaskQueueResponse>(
            new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = Make.Queue("q"), Identity = $"worker-{i}" }, TimeSpan.FromSeconds(60))).ToArray();
        await DescribedPollersAsync("q", client, polls.Length);
        await stopping.StopAsync();
        // As the real service does: the worker tries elsewhere, or later.
        foreach (var poll in polls) Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcFailure>(() => poll)).Code);
        Assert.Empty((await history).History.Events);
    }

    [Fact]
    public async Task Stop_DuringAQuery_SaysThatItStops()
    {
        await using var stopping = await DevService.StartAsync(new DevServiceOptions());
        using var client = new RpcClient(stopping.Address);
        var worker = new Actor(client);
        await worker.StartAsync("w", "q");
        await worker.CompleteAsync(await worker.PollAsync("q"));
        var query = client.CallAsync<QueryWorkflowResponse>(
            new QueryWorkflowRequest { Namespace = "default", Execution = new() { WorkflowId = "w" }, Query = new() { QueryType = "state" } }, TimeSpan.FromSeconds(60));
        Assert.NotNull((await worker.PollAsync("q")).Query);
        await stopping.StopAsync();
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcFailure>(() => query)).Code);
    }

    /// <summary>Ends when the service knows of so many workers on the queue.</summary>
    private static async Task DescribedPollersAsync(string queue, RpcClient client, int count)
    {
        var watch = Stopwatch.StartNew();
        var request = new DescribeTaskQueueRequest { Namespace = "default", TaskQueue = Make.Queue(queue) };
        while ((await client.CallAsync<DescribeTaskQueueResponse>(request)).Pollers.Count < count)
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "the workers did not poll");
    }
}
