using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Children, chains, attributes, patches, local activities and other workflows.</summary>
[Collection(ServiceCollection.Name)]
public sealed class WorkflowFeatureTests(TemporalService service)
{
    private static readonly SearchAttributeKey<string> Director = SearchAttributeKey.CreateKeyword("Director");
    private static readonly SearchAttributeKey<long> Takes = SearchAttributeKey.CreateLong("Takes");

    [ServiceFact]
    public async Task Child_SignalledAndAwaited_ReturnsResult() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ParentWorkflow>().AddWorkflow<ChildWorkflow>(), async options =>
            Assert.Equal("child of " + options.Id + " got hello", await service.Client.ExecuteWorkflowAsync((ParentWorkflow wf) => wf.RunAsync(), options)));

    [ServiceFact]
    public async Task Child_Fails_FailureNamesTheChild() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ParentOfFailureWorkflow>().AddWorkflow<FailingChildWorkflow>(), async options =>
        {
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => service.Client.ExecuteWorkflowAsync((ParentOfFailureWorkflow wf) => wf.RunAsync(), options));
            var child = Assert.IsType<ChildWorkflowFailureException>(e.InnerException);
            Assert.Equal("FailingChildWorkflow", child.WorkflowType);
            Assert.Equal("broken", Assert.IsType<ApplicationFailureException>(child.InnerException).Message);
        });

    [ServiceFact]
    public async Task ContinueAsNew_CountsDown_KeepsMemoAndSearchAttributes() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<CountdownWorkflow>(), async options =>
        {
            options.Memo = new Dictionary<string, object> { ["film"] = "Metropolis" };
            options.TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(Director, "Lang").ToSearchAttributeCollection();
            Assert.Equal("Metropolis Lang 2", await service.Client.ExecuteWorkflowAsync((CountdownWorkflow wf) => wf.RunAsync(2), options));
        });

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
            options.TaskTimeout = TimeSpan.FromSeconds(3);
            var handle = await service.Client.StartWorkflowAsync((LocalWorkflow wf) => wf.RunAsync(), options);
            await activities.SlowStarted.Task;
            await WaitForEventAsync(handle, EventType.WorkflowTaskCompleted);
            activities.SlowMayEnd.SetResult();
            Assert.Equal("attempt 2, slow", await handle.GetResultAsync());
            Assert.Equal(1, activities.SlowRuns);
            var events = (await handle.FetchHistoryAsync()).Events;
            Assert.DoesNotContain(events, e => e.EventType == EventType.ActivityTaskScheduled);
            Assert.Equal(2, events.Count(e => e.EventType == EventType.MarkerRecorded));
        });
    }

    [ServiceFact]
    public async Task ExternalWorkflow_SignalledAndCancelled_Ends() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ControllerWorkflow>().AddWorkflow<ControlledWorkflow>(), async options =>
        {
            var controlled = await service.Client.StartWorkflowAsync(
                (ControlledWorkflow wf) => wf.RunAsync(), new(options.Id + "-controlled", options.TaskQueue!));
            Assert.Equal("not found", await service.Client.ExecuteWorkflowAsync((ControllerWorkflow wf) => wf.RunAsync(controlled.Id), options));
            Assert.Equal("told: stop", await controlled.GetResultAsync());
        });

    [ServiceFact]
    public async Task WorkflowTask_Throws_IsRetriedAfterTheCodeIsMended() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<MendedWorkflow>(), async options =>
        {
            options.TaskTimeout = TimeSpan.FromSeconds(1);
            MendedWorkflow.Broken[options.Id!] = true;
            var handle = await service.Client.StartWorkflowAsync((MendedWorkflow wf) => wf.RunAsync(), options);
            await WaitForEventAsync(handle, EventType.WorkflowTaskFailed);
            MendedWorkflow.Broken[options.Id!] = false;
            Assert.Equal("mended", await handle.GetResultAsync());
        });

    [ServiceFact]
    public async Task WorkflowCode_BlocksItsThread_FailsTheTask() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<BlockingWorkflow>(), async options =>
        {
            using var release = new ManualResetEventSlim();
            BlockingWorkflow.Blocks[options.Id!] = release;
            var handle = await service.Client.StartWorkflowAsync((BlockingWorkflow wf) => wf.RunAsync(), options);
            var failed = await WaitForEventAsync(handle, EventType.WorkflowTaskFailed);
            release.Set();
            Assert.StartsWith("[TMPRL1101]", failed.WorkflowTaskFailedEventAttributes.Failure.Message, StringComparison.Ordinal);
            Assert.Equal("free", await handle.GetResultAsync());
        });

    [ServiceFact]
    public async Task WorkflowCode_AwaitsForeignTask_FailsTheTask() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ForeignWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((ForeignWorkflow wf) => wf.RunAsync(), options);
            var failed = await WaitForEventAsync(handle, EventType.WorkflowTaskFailed);
            Assert.Equal(
                nameof(InvalidWorkflowSchedulerException), failed.WorkflowTaskFailedEventAttributes.Failure.ApplicationFailureInfo.Type);
            await handle.TerminateAsync();
        });

    [ServiceFact]
    public async Task FailureTypes_ListedByWorker_FailTheWorkflow() =>
        await TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                o.AddWorkflow<MistakenWorkflow>();
                o.WorkflowFailureExceptionTypes = [typeof(ArithmeticException)];
            },
            async options =>
            {
                var e = await Assert.ThrowsAsync<WorkflowFailedException>(
                    () => service.Client.ExecuteWorkflowAsync((MistakenWorkflow wf) => wf.RunAsync(), options));
                Assert.Equal(nameof(DivideByZeroException), Assert.IsType<ApplicationFailureException>(e.InnerException).ErrorType);
            });

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
    public async Task Workflow_NotRegistered_FailsTheTaskAsNotFound() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<InfoWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync("unknown", [], options);
            var failed = await WaitForEventAsync(handle, EventType.WorkflowTaskFailed);
            Assert.Equal("NotFoundError", failed.WorkflowTaskFailedEventAttributes.Failure.ApplicationFailureInfo.Type);
            await handle.TerminateAsync();
        });

    [ServiceFact]
    public async Task Info_OfRun_TellsWhatTheServiceKnows() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<InfoWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((InfoWorkflow wf) => wf.RunAsync(), options);
            Assert.Equal($"{options.Id} {handle.ResultRunId} InfoWorkflow {options.TaskQueue} default 1", await handle.GetResultAsync());
        });

    private static async Task<Temporalio.Api.History.V1.HistoryEvent> WaitForEventAsync(WorkflowHandle handle, EventType type)
    {
        await foreach (var e in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true }))
        {
            if (e.EventType == type)
                return e;
        }
        throw new InvalidOperationException($"The history ended without {type}");
    }

    [Workflow]
    public sealed class ParentWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var child = await Workflow.StartChildWorkflowAsync((ChildWorkflow wf) => wf.RunAsync());
            await child.SignalAsync(wf => wf.TellAsync("hello"));
            return await child.GetResultAsync();
        }
    }

    [Workflow]
    public sealed class ChildWorkflow
    {
        private string? told;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => told is not null);
            return $"child of {Workflow.Info.Parent!.WorkflowId} got {told}";
        }

        [WorkflowSignal]
        public Task TellAsync(string text)
        {
            told = text;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class ParentOfFailureWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteChildWorkflowAsync((FailingChildWorkflow wf) => wf.RunAsync());
    }

    [Workflow]
    public sealed class FailingChildWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new ApplicationFailureException("broken");
    }

    [Workflow]
    public sealed class CountdownWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(int left)
        {
            if (left == 2)
                Workflow.UpsertTypedSearchAttributes(Takes.ValueSet(2));
            if (left > 0)
                throw Workflow.CreateContinueAsNewException((CountdownWorkflow wf) => wf.RunAsync(left - 1));
            await Workflow.DelayAsync(1);
            var film = Workflow.PayloadConverter.ToValue<string>(Workflow.Memo["film"]);
            return $"{film} {Workflow.TypedSearchAttributes.Get(Director)} {Workflow.TypedSearchAttributes.Get(Takes)}";
        }
    }

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
        private int attempts;

        public TaskCompletionSource SlowStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource SlowMayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int SlowRuns { get; private set; }

        [Activity]
        public string Flaky() => ++attempts < 2 ? throw new InvalidOperationException("not yet") : $"attempt {attempts}";

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
                StartToCloseTimeout = TimeSpan.FromSeconds(30),
                RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) },
            };
            var first = await Workflow.ExecuteLocalActivityAsync((LocalActivities a) => a.Flaky(), options);
            var second = await Workflow.ExecuteLocalActivityAsync((LocalActivities a) => a.SlowAsync(), options);
            return $"{first}, {second}";
        }
    }

    [Workflow]
    public sealed class ControllerWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string id)
        {
            var other = Workflow.GetExternalWorkflowHandle<ControlledWorkflow>(id);
            await other.SignalAsync(wf => wf.TellAsync("stop"));
            await other.CancelAsync();
            try
            {
                await Workflow.GetExternalWorkflowHandle("nobody").SignalAsync("anything", []);
                return "found";
            }
            catch (ApplicationFailureException)
            {
                return "not found";
            }
        }
    }

    [Workflow]
    public sealed class ControlledWorkflow
    {
        private string? told;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                await Workflow.WaitConditionAsync(() => false);
            }
            catch (OperationCanceledException)
            {
                return $"told: {told}";
            }
            return "never";
        }

        [WorkflowSignal]
        public Task TellAsync(string text)
        {
            told = text;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class MendedWorkflow
    {
        public static System.Collections.Concurrent.ConcurrentDictionary<string, bool> Broken { get; } = new();

        [WorkflowRun]
        public Task<string> RunAsync() =>
            Broken[Workflow.Info.WorkflowId] ? throw new InvalidOperationException("a mistake") : Task.FromResult("mended");
    }

    [Workflow]
    public sealed class BlockingWorkflow
    {
        public static System.Collections.Concurrent.ConcurrentDictionary<string, ManualResetEventSlim> Blocks { get; } = new();

        [WorkflowRun]
        public Task<string> RunAsync()
        {
            Blocks[Workflow.Info.WorkflowId].Wait();
            return Task.FromResult("free");
        }
    }

    [Workflow]
    public sealed class ForeignWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await Task.Run(() => { });
            await Workflow.DelayAsync(1);
        }
    }

    [Activity(Dynamic = true)]
    private static string AnyActivity(IRawValue[] args) =>
        $"did {ActivityExecutionContext.Current.Info.ActivityType} with {ActivityExecutionContext.Current.PayloadConverter.ToValue<string>(args[0])}";

    [Workflow]
    public sealed class MistakenWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new DivideByZeroException("a mistake");
    }

    [Workflow(Dynamic = true)]
    public sealed class AnyWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(IRawValue[] args)
        {
            var did = await Workflow.ExecuteActivityAsync<string>("something", [args[0]], new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
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
