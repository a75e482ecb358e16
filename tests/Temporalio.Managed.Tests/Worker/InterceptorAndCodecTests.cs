using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>What wraps calls and what hides payloads.</summary>
[Collection(ServiceCollection.Name)]
public sealed class InterceptorAndCodecTests(TemporalService service)
{
    [ServiceFact]
    public async Task Interceptors_AroundEverything_SeeEachCallWithHeaders()
    {
        var tracer = new Tracer();
        await TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                o.AddWorkflow<TracedWorkflow>().AddActivity(Shout);
                o.Interceptors = [tracer];
            },
            async options =>
            {
                var handle = await service.Client.StartWorkflowAsync((TracedWorkflow wf) => wf.RunAsync(), options);
                await handle.ExecuteUpdateAsync(wf => wf.ChangeAsync("x"));
                await handle.QueryAsync(wf => wf.Value);
                await handle.SignalAsync(wf => wf.EndAsync());
                Assert.Equal("X", await handle.GetResultAsync());
            });
        Assert.Equal(
            ["activity Shout with trace", "delay", "query Value", "run", "schedule Shout", "signal End", "update Change", "validate Change"],
            tracer.Seen.Distinct().Order());
    }

    [ServiceFact]
    public async Task Codec_AroundAllPayloads_ServiceSeesNoneOfThem()
    {
        var options = (TemporalClientOptions)service.Client.Options.Clone();
        options.DataConverter = DataConverter.Default with { PayloadCodec = new MirrorCodec() };
        var client = new TemporalClient(service.Client.Connection, options);
        await TestWorkers.RunAsync(client, o => o.AddWorkflow<SecretWorkflow>().AddActivity(Shout), async start =>
        {
            start.Memo = new Dictionary<string, object> { ["note"] = "secret memo" };
            var handle = await client.StartWorkflowAsync((SecretWorkflow wf) => wf.RunAsync("secret input"), start);
            Assert.Equal("secret update", await handle.ExecuteUpdateAsync(wf => wf.EchoAsync("secret update")));
            Assert.Equal("secret query", await handle.QueryAsync(wf => wf.Echo("secret query")));
            await handle.SignalAsync(wf => wf.EndAsync("secret signal"));
            Assert.Equal("SECRET INPUT secret memo secret signal", await handle.GetResultAsync());
            var history = await handle.FetchHistoryAsync();
            Assert.DoesNotContain(Convert.ToBase64String("\"secret"u8)[..10], history.ToJson(), StringComparison.Ordinal);
            var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DataConverter = options.DataConverter, DebugMode = true }.AddWorkflow<SecretWorkflow>());
            await replayer.ReplayWorkflowAsync(history);
        });
    }

    [ServiceFact]
    public async Task Codec_FailureDetails_AreDecoded()
    {
        var options = (TemporalClientOptions)service.Client.Options.Clone();
        options.DataConverter = DataConverter.Default with { PayloadCodec = new MirrorCodec() };
        var client = new TemporalClient(service.Client.Connection, options);
        await TestWorkers.RunAsync(client, o => o.AddWorkflow<SecretFailureWorkflow>().AddActivity(Fail), async start =>
        {
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => client.ExecuteWorkflowAsync((SecretFailureWorkflow wf) => wf.RunAsync(), start));
            var inner = Assert.IsType<ApplicationFailureException>(e.InnerException!.InnerException);
            Assert.Equal("secret detail", inner.Details.ElementAt<string>(0));
        });
    }

    [Activity]
    private static string Shout(string text) => text.ToUpperInvariant();

    [Activity]
    private static void Fail() => throw new ApplicationFailureException("failed", nonRetryable: true, details: ["secret detail"]);

    private static ActivityOptions Patient => new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) };

    [Workflow]
    public sealed class TracedWorkflow
    {
        private bool ended;

        [WorkflowQuery]
        public string Value { get; private set; } = string.Empty;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => ended);
            await Workflow.DelayAsync(1);
            return await Workflow.ExecuteActivityAsync(() => Shout(Value), Patient);
        }

        [WorkflowUpdate]
        public Task ChangeAsync(string value)
        {
            Value = value;
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            ended = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class SecretWorkflow
    {
        private string? end;

        [WorkflowRun]
        public async Task<string> RunAsync(string input)
        {
            var shouted = await Workflow.ExecuteActivityAsync(() => Shout(input), Patient);
            await Workflow.WaitConditionAsync(() => end is not null);
            return $"{shouted} {Workflow.PayloadConverter.ToValue<string>(Workflow.Memo["note"])} {end}";
        }

        [WorkflowUpdate]
        public Task<string> EchoAsync(string text) => Task.FromResult(text);

        [WorkflowQuery]
        public string Echo(string text) => text;

        [WorkflowSignal]
        public Task EndAsync(string text)
        {
            end = text;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class SecretFailureWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync(() => Fail(), Patient);
    }

    private sealed class MirrorCodec : IPayloadCodec
    {
        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>(payloads.Select(p => new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/mirror") },
                Data = Mirror(p.ToByteString()),
            }).ToArray());

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>(payloads.Select(p =>
                p.Metadata.TryGetValue("encoding", out var encoding) && encoding.ToStringUtf8() == "binary/mirror"
                    ? Payload.Parser.ParseFrom(Mirror(p.Data))
                    : p).ToArray());

        private static ByteString Mirror(ByteString data) => ByteString.CopyFrom(data.Reverse().ToArray());
    }

    private sealed class Tracer : IWorkerInterceptor
    {
        public ConcurrentBag<string> Seen { get; } = [];

        public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(this, nextInterceptor);

        public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new Activities(this, nextInterceptor);

        private sealed class Inbound(Tracer tracer, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
        {
            public override void Init(WorkflowOutboundInterceptor outbound) => Next.Init(new Outbound(tracer, outbound));

            public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
            {
                tracer.Seen.Add("run");
                return Next.ExecuteWorkflowAsync(input);
            }

            public override Task HandleSignalAsync(HandleSignalInput input)
            {
                tracer.Seen.Add($"signal {input.Signal}");
                return Next.HandleSignalAsync(input);
            }

            public override object? HandleQuery(HandleQueryInput input)
            {
                tracer.Seen.Add($"query {input.Query}");
                return Next.HandleQuery(input);
            }

            public override void ValidateUpdate(HandleUpdateInput input)
            {
                tracer.Seen.Add($"validate {input.Update}");
                Next.ValidateUpdate(input);
            }

            public override Task<object?> HandleUpdateAsync(HandleUpdateInput input)
            {
                tracer.Seen.Add($"update {input.Update}");
                return Next.HandleUpdateAsync(input);
            }
        }

        private sealed class Outbound(Tracer tracer, WorkflowOutboundInterceptor next) : WorkflowOutboundInterceptor(next)
        {
            public override Task DelayAsync(DelayAsyncInput input)
            {
                tracer.Seen.Add("delay");
                return Next.DelayAsync(input);
            }

            public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
            {
                tracer.Seen.Add($"schedule {input.Activity}");
                var headers = new Dictionary<string, Payload> { ["trace"] = Workflow.PayloadConverter.ToPayload("with trace") };
                return Next.ScheduleActivityAsync<TResult>(input with { Headers = headers });
            }
        }

        private sealed class Activities(Tracer tracer, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
        {
            public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
            {
                var trace = ActivityExecutionContext.Current.PayloadConverter.ToValue<string>(input.Headers!["trace"]);
                tracer.Seen.Add($"activity {input.Activity.Name} {trace}");
                return Next.ExecuteActivityAsync(input);
            }
        }
    }
}
