using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Attributes, patches, local activities, dynamic definitions and what a run knows of itself.</summary>
[Collection(ServiceCollection.Name)]
public sealed class WorkflowFeatureTests(TemporalService service)
{
    private static readonly SearchAttributeKey<string> Director = SearchAttributeKey.CreateKeyword("Director");
    private static readonly SearchAttributeKey<long> Takes = SearchAttributeKey.CreateLong("Takes");

    [ServiceFact]
    public async Task Upsert_SearchAttributesAndMemo_ServiceKnowsThem() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<UpsertingWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((UpsertingWorkflow wf) => wf.RunAsync(), options);
            await handle.GetResultAsync();
            var description = await handle.DescribeAsync();
            Assert.Equal("Murnau", description.TypedSearchAttributes.Get(Director));
            Assert.Equal(3, description.TypedSearchAttributes.Get(Takes));
            Assert.Equal("Nosferatu", await description.Memo["film"].ToValueAsync<string>());
        });

    [ServiceFact]
    public async Task Patched_NewRun_RecordsMarkerAndChangeVersion() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<PatchedWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((PatchedWorkflow wf) => wf.RunAsync(), options);
            Assert.True(await handle.GetResultAsync());
            var events = (await handle.FetchHistoryAsync()).Events.Select(e => e.EventType).ToArray();
            Assert.Equal([EventType.MarkerRecorded, EventType.UpsertWorkflowSearchAttributes, EventType.WorkflowExecutionCompleted], events[^3..]);
        });

    [ServiceFact]
    public async Task LocalActivity_RetriedAndLongerThanTask_CompletesWithHeartbeats()
    {
        var activities = new LocalActivities();
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<LocalWorkflow>().AddAllActivities(activities), async options =>
        {
            options.TaskTimeout = TimeSpan.FromSeconds(10);
            var handle = await service.Client.StartWorkflowAsync((LocalWorkflow wf) => wf.RunAsync(), options);
            await activities.SlowStarted.Task;
            await TestWorkers.EventAsync(handle, EventType.WorkflowTaskCompleted);
            activities.SlowMayEnd.SetResult();
            Assert.Equal("attempt 2, slow", await handle.GetResultAsync());
            Assert.Equal(1, activities.SlowRuns);
            var events = (await handle.FetchHistoryAsync()).Events;
            Assert.DoesNotContain(events, e => e.EventType == EventType.ActivityTaskScheduled);
            Assert.Equal(2, events.Count(e => e.EventType == EventType.MarkerRecorded));
        });
    }

    [ServiceFact]
    public async Task Dynamic_WorkflowAndActivity_TakeEveryType() =>
        await TestWorkers.RunAsync(
            service.Client,
            o => o.AddWorkflow<AnyWorkflow>().AddActivity(AnyActivity),
            async options =>
            {
                var handle = await service.Client.StartWorkflowAsync("anything", ["a", 1], options);
                Assert.Equal("anything(2) did something with a", await handle.GetResultAsync<string>());
            });

    [ServiceFact]
    public async Task WorkflowInit_SignalWithStart_ConstructorSeesArgumentsBeforeTheSignal() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<InitializedWorkflow>(), async options =>
        {
            options.SignalWithStart((InitializedWorkflow wf) => wf.AppendAsync("signal"));
            Assert.Equal("start,signal,run", await service.Client.ExecuteWorkflowAsync((InitializedWorkflow wf) => wf.RunAsync("start"), options));
        });

    [ServiceFact]
    public async Task Info_OfRun_TellsWhatTheServiceKnows() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<InfoWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((InfoWorkflow wf) => wf.RunAsync(), options);
            Assert.Equal($"{options.Id} {handle.ResultRunId} InfoWorkflow {options.TaskQueue} default 1", await handle.GetResultAsync());
        });

    [Workflow]
    public sealed class UpsertingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync()
        {
            Workflow.UpsertTypedSearchAttributes(Director.ValueSet("Murnau"), Takes.ValueSet(3));
            Workflow.UpsertMemo(MemoUpdate.ValueSet("film", "Nosferatu"));
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class PatchedWorkflow
    {
        [WorkflowRun]
        public Task<bool> RunAsync() => Task.FromResult(Workflow.Patched("new-look"));
    }

    public sealed class LocalActivities
    {
        public TaskCompletionSource SlowStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource SlowMayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int SlowRuns { get; private set; }

        [Activity]
        public string Flaky()
        {
            var attempt = ActivityExecutionContext.Current.Info.Attempt;
            return attempt < 2 ? throw new InvalidOperationException("not yet") : $"attempt {attempt}";
        }

        [Activity]
        public async Task<string> SlowAsync()
        {
            SlowRuns++;
            SlowStarted.TrySetResult();
            await SlowMayEnd.Task;
            return "slow";
        }
    }

    [Workflow]
    public sealed class LocalWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var options = new LocalActivityOptions
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(5),
                RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) },
            };
            var first = await Workflow.ExecuteLocalActivityAsync((LocalActivities a) => a.Flaky(), options);
            var second = await Workflow.ExecuteLocalActivityAsync((LocalActivities a) => a.SlowAsync(), options);
            return $"{first}, {second}";
        }
    }

    [Activity(Dynamic = true)]
    private static string AnyActivity(IRawValue[] args) =>
        $"did {ActivityExecutionContext.Current.Info.ActivityType} with {ActivityExecutionContext.Current.PayloadConverter.ToValue<string>(args[0])}";

    [Workflow(Dynamic = true)]
    public sealed class AnyWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(IRawValue[] args)
        {
            var did = await Workflow.ExecuteActivityAsync<string>("something", [args[0]], new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) });
            return $"{Workflow.Info.WorkflowType}({args.Length}) {did}";
        }
    }

    [Workflow]
    public sealed class InitializedWorkflow
    {
        private readonly List<string> seen;

        [WorkflowInit]
        public InitializedWorkflow(string first) => seen = [first];

        [WorkflowRun]
        public Task<string> RunAsync(string first)
        {
            seen.Add("run");
            return Task.FromResult(string.Join(',', seen));
        }

        [WorkflowSignal]
        public Task AppendAsync(string text)
        {
            seen.Add(text);
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class InfoWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync()
        {
            var info = Workflow.Info;
            return Task.FromResult($"{info.WorkflowId} {info.RunId} {info.WorkflowType} {info.TaskQueue} {info.Namespace} {info.Attempt}");
        }
    }
}
