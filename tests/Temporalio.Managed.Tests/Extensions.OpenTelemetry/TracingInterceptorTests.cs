using System.Collections.Concurrent;
using System.Diagnostics;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Extensions.OpenTelemetry;
using Temporalio.Tests.Service;
using Temporalio.Tests.Worker;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Extensions.OpenTelemetry;

[Collection(ServiceCollection.Name)]
public sealed class TracingInterceptorTests(TemporalService service)
{
    private static readonly ActivitySource TestSource = new("tests");

    [ServiceFact]
    public async Task Workflow_WithEverything_IsOneTrace()
    {
        var spans = await RunAsync(async (client, options) =>
        {
            var handle = await client.StartWorkflowAsync((FilmWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync(wf => wf.GoAsync());
            await handle.ExecuteUpdateAsync(wf => wf.RenameAsync("x"), new() { Id = "rename" });
            Assert.Equal("x", await handle.QueryAsync(wf => wf.Title));
            await handle.SignalAsync(wf => wf.EndAsync());
            await handle.GetResultAsync();
        });
        string[] expected =
        [
            "StartWorkflow:FilmWorkflow <- test",
            "RunWorkflow:FilmWorkflow <- StartWorkflow:FilmWorkflow",
            "SignalWorkflow:Go <- test",
            "HandleSignal:Go <- StartWorkflow:FilmWorkflow",
            "UpdateWorkflow:Rename <- test",
            "ValidateUpdate:Rename <- StartWorkflow:FilmWorkflow",
            "HandleUpdate:Rename <- StartWorkflow:FilmWorkflow",
            "QueryWorkflow:Title <- test",
            "HandleQuery:Title <- StartWorkflow:FilmWorkflow",
            "StartActivity:Shoot <- RunWorkflow:FilmWorkflow",
            "RunActivity:Shoot <- StartActivity:Shoot",
            "own <- RunWorkflow:FilmWorkflow",
            "StartChildWorkflow:CutWorkflow <- own",
            "RunWorkflow:CutWorkflow <- StartChildWorkflow:CutWorkflow",
            "CompleteWorkflow:CutWorkflow <- RunWorkflow:CutWorkflow",
            "CompleteWorkflow:FilmWorkflow <- RunWorkflow:FilmWorkflow",
        ];
        Assert.All(expected, line => Assert.Contains(line, spans.Lines));
        Assert.Equal(2, spans.Lines.Count(l => l == "RunActivity:Shoot <- StartActivity:Shoot"));
    }

    [ServiceFact]
    public async Task Workflow_ReplayedForEveryTask_MakesNoSpanTwice()
    {
        var spans = await RunAsync(
            async (client, options) =>
            {
                var handle = await client.StartWorkflowAsync((FilmWorkflow wf) => wf.RunAsync(), options);
                await handle.SignalAsync(wf => wf.GoAsync());
                await handle.SignalAsync(wf => wf.EndAsync());
                await handle.GetResultAsync();
            },
            cachedWorkflows: 0);
        string[] once = ["RunWorkflow:FilmWorkflow", "HandleSignal:Go", "HandleSignal:End", "StartActivity:Shoot", "own", "CompleteWorkflow:FilmWorkflow"];
        Assert.All(once, name => Assert.Single(spans.Named(name)));
    }

    [ServiceFact]
    public async Task Spans_Tags_SayWhatTheyBelongTo()
    {
        var spans = await RunAsync(async (client, options) =>
        {
            var handle = await client.StartWorkflowAsync((FilmWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync(wf => wf.GoAsync());
            await handle.ExecuteUpdateAsync(wf => wf.RenameAsync("x"), new() { Id = "rename" });
            await handle.SignalAsync(wf => wf.EndAsync());
            await handle.GetResultAsync();
        });
        var activity = spans.Named("RunActivity:Shoot")[0];
        Assert.Equal(spans.WorkflowId, activity.GetTagItem("temporalWorkflowID"));
        Assert.Equal(36, Assert.IsType<string>(activity.GetTagItem("temporalRunID")).Length);
        Assert.NotNull(activity.GetTagItem("temporalActivityID"));
        Assert.Equal(ActivityKind.Server, activity.Kind);
        Assert.Equal("rename", Assert.Single(spans.Named("UpdateWorkflow:Rename")).GetTagItem("temporalUpdateID"));
        var signal = Assert.Single(spans.Named("HandleSignal:Go"));
        Assert.Equal(Assert.Single(spans.Named("SignalWorkflow:Go")).SpanId, Assert.Single(signal.Links).Context.SpanId);
    }

    [ServiceFact]
    public async Task Failures_AreNoted()
    {
        var spans = await RunAsync(async (client, options) =>
            await Assert.ThrowsAsync<WorkflowFailedException>(() => client.ExecuteWorkflowAsync((FailingWorkflow wf) => wf.RunAsync(), options)));
        var activity = Assert.Single(spans.Named("RunActivity:Fail"));
        Assert.Equal((ActivityStatusCode.Error, "out of film"), (activity.Status, activity.StatusDescription));
        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(spans.Named("RunActivity:FailAsPlanned")).Status);
        var completion = Assert.Single(spans.Named("CompleteWorkflow:FailingWorkflow"));
        Assert.Equal(ActivityStatusCode.Error, completion.Status);
        Assert.Contains(completion.Events, e => e.Name == "exception");
    }

    [ServiceFact]
    public async Task StartUpdateWithStart_TracesWorkflowAndUpdate()
    {
        var spans = await RunAsync(async (client, options) =>
        {
            options.IdConflictPolicy = WorkflowIdConflictPolicy.Fail;
            var start = WithStartWorkflowOperation.Create((FilmWorkflow wf) => wf.RunAsync(), options);
            await client.ExecuteUpdateWithStartWorkflowAsync((FilmWorkflow wf) => wf.RenameAsync("y"), new(start));
            var handle = await start.GetHandleAsync();
            await handle.SignalAsync(wf => wf.GoAsync());
            await handle.SignalAsync(wf => wf.EndAsync());
            await handle.GetResultAsync();
        });
        Assert.Contains("UpdateWithStartWorkflow:FilmWorkflow <- test", spans.Lines);
        Assert.Contains("RunWorkflow:FilmWorkflow <- UpdateWithStartWorkflow:FilmWorkflow", spans.Lines);
        Assert.Contains("HandleUpdate:Rename <- UpdateWithStartWorkflow:FilmWorkflow", spans.Lines);
    }

    [ServiceFact]
    public async Task StartWorkflow_AfterTheCall_CallersSpanIsCurrentAgain() =>
        await RunAsync(async (client, options) =>
        {
            var before = Activity.Current;
            Assert.NotNull(before);
            var handle = await client.StartWorkflowAsync((FilmWorkflow wf) => wf.RunAsync(), options);
            Assert.Same(before, Activity.Current);
            await handle.TerminateAsync();
        });

    private async Task<Spans> RunAsync(Func<TemporalClient, WorkflowOptions, Task> test, int cachedWorkflows = 100)
    {
        var spans = new Spans();
        using var listener = spans.Listen();
        var client = await TemporalClient.ConnectAsync(new(service.Address) { Interceptors = [new TracingInterceptor()] });

        await TestWorkers.RunAsync(
            client,
            o => o.AddWorkflow<FilmWorkflow>().AddWorkflow<CutWorkflow>().AddWorkflow<FailingWorkflow>()
                .AddAllActivities(typeof(TracingInterceptorTests), null).MaxCachedWorkflows = cachedWorkflows,
            async options =>
            {
                spans.WorkflowId = options.Id!;
                using var span = TestSource.StartActivity("test");
                spans.Root = span!;
                await test(client, options);
            });
        return spans;
    }

    [Activity]
    public static void Shoot()
    {
        if (ActivityExecutionContext.Current.Info.Attempt == 1)
            throw new InvalidOperationException("again");
    }

    [Activity]
    public static void Fail() => throw new ApplicationFailureException("out of film", nonRetryable: true);

    [Activity]
    public static void FailAsPlanned() =>
        throw new ApplicationFailureException("as planned", nonRetryable: true, category: ApplicationErrorCategory.Benign);

    /// <summary>The spans of one trace, as they end.</summary>
    private sealed class Spans
    {
        private readonly ConcurrentQueue<Activity> ended = new();

        public string WorkflowId { get; set; } = string.Empty;

        public Activity Root { get; set; } = null!;

        /// <summary>Each span with its parent.</summary>
        public string[] Lines => [.. Own.Select(s => $"{s.OperationName} <- {Own.Append(Root).FirstOrDefault(p => p.SpanId == s.ParentSpanId)?.OperationName}")];

        private IEnumerable<Activity> Own => ended.Where(s => s.TraceId == Root.TraceId);

        public Activity[] Named(string name) => [.. Own.Where(s => s.OperationName == name)];

        public ActivityListener Listen()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "tests" || source.Name.StartsWith("Temporalio.Extensions.OpenTelemetry.", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = ended.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }
    }

    [Workflow]
    public sealed class FilmWorkflow
    {
        private bool go;
        private bool end;

        [WorkflowQuery]
        public string Title { get; private set; } = string.Empty;

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.WaitConditionAsync(() => go);
            var retries = new Temporalio.Common.RetryPolicy { InitialInterval = TimeSpan.FromMilliseconds(1) };
            await Workflow.ExecuteActivityAsync(() => Shoot(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(5), RetryPolicy = retries });
            using (TracingInterceptor.WorkflowsSource.TrackWorkflowDiagnosticActivity("own"))
                await Workflow.ExecuteChildWorkflowAsync((CutWorkflow wf) => wf.RunAsync());
            await Workflow.WaitConditionAsync(() => end);
        }

        [WorkflowSignal]
        public Task GoAsync()
        {
            go = true;
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            end = true;
            return Task.CompletedTask;
        }

        [WorkflowUpdate]
        public Task RenameAsync(string title)
        {
            Title = title;
            return Task.CompletedTask;
        }

        [WorkflowUpdateValidator(nameof(RenameAsync))]
        public void ValidateRename(string title) => ArgumentException.ThrowIfNullOrEmpty(title);
    }

    [Workflow]
    public sealed class CutWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(1);
    }

    [Workflow]
    public sealed class FailingWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(5) };
            try
            {
                await Workflow.ExecuteActivityAsync(() => FailAsPlanned(), options);
            }
            catch (ActivityFailureException)
            {
                await Workflow.ExecuteActivityAsync(() => Fail(), options);
            }
        }
    }
}
