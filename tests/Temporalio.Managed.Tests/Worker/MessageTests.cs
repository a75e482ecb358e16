using Temporalio.Api.Sdk.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Signals, queries and updates.</summary>
[Collection(ServiceCollection.Name)]
public sealed class MessageTests(TemporalService service)
{
    [ServiceFact]
    public async Task Query_MethodPropertyAndUnknown_AnswersOrFails() => await RunAsync(async handle =>
    {
        Assert.Equal(7, await handle.QueryAsync(wf => wf.TotalPlus(7)));
        Assert.Equal("open", await handle.QueryAsync(wf => wf.State));
        var unknown = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<int>("nothing", []));
        Assert.Contains("Query handler for nothing expected but not found, known queries: [State TotalPlus]", unknown.Message, StringComparison.Ordinal);
        await handle.SignalAsync(wf => wf.CloseAsync());
        await handle.GetResultAsync();
        Assert.Equal("closed", await handle.QueryAsync(wf => wf.State));
    });

    [ServiceFact]
    public async Task Update_Valid_ReturnsResultOfHandler() => await RunAsync(async handle =>
    {
        Assert.Equal(3, await handle.ExecuteUpdateAsync(wf => wf.AddAsync(3)));
        Assert.Equal(8, await handle.ExecuteUpdateAsync(wf => wf.AddAsync(5)));
        await handle.SignalAsync(wf => wf.CloseAsync());
        Assert.Equal(8, await handle.GetResultAsync());
    });

    [ServiceFact]
    public async Task Update_RejectedByValidator_LeavesNoEvents() => await RunAsync(async handle =>
    {
        Assert.Equal(0, await handle.QueryAsync(wf => wf.TotalPlus(0)));
        var before = (await handle.FetchHistoryAsync()).Events.Count;
        for (var i = 0; i < 2; i++)
        {
            var e = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(wf => wf.AddAsync(-1)));
            Assert.Equal("Only additions", Assert.IsType<ApplicationFailureException>(e.InnerException).Message);
        }
        Assert.Equal(before, (await handle.FetchHistoryAsync()).Events.Count);
        Assert.Equal(4, await handle.ExecuteUpdateAsync(wf => wf.AddAsync(4)));
    });

    [ServiceFact]
    public async Task Update_HandlerFails_FailsUpdateOnly() => await RunAsync(async handle =>
    {
        var e = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(wf => wf.AddAsync(1000)));
        Assert.Equal("Too much", Assert.IsType<ApplicationFailureException>(e.InnerException).Message);
        Assert.Equal(1, await handle.ExecuteUpdateAsync(wf => wf.AddAsync(1)));
    });

    [ServiceFact]
    public async Task Update_Unknown_IsRejectedWithKnownNames() => await RunAsync(async handle =>
    {
        var e = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync("nothing", []));
        Assert.Contains("known updates: [Add]", e.InnerException!.Message, StringComparison.Ordinal);
    });

    [ServiceFact]
    public async Task Query_Metadata_ListsHandlers() => await RunAsync(async handle =>
    {
        var metadata = await handle.QueryAsync<WorkflowMetadata>("__temporal_workflow_metadata", []);
        Assert.Equal("CounterWorkflow", metadata.Definition.Type);
        Assert.Equal(["Add"], metadata.Definition.UpdateDefinitions.Select(d => d.Name));
        Assert.Equal(["State", "TotalPlus"], metadata.Definition.QueryDefinitions.Select(d => d.Name));
        Assert.Equal("counting", metadata.CurrentDetails);
    });

    [ServiceFact]
    public async Task Query_StackTrace_BeginsAndEndsWithWorkflowCode() => await RunAsync(async handle =>
    {
        var lines = (await handle.QueryAsync<string>("__stack_trace", [])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(nameof(MessageTests), lines[0], StringComparison.Ordinal);
        Assert.Contains("RunAsync", lines[0], StringComparison.Ordinal);
        Assert.Contains(nameof(MessageTests), lines[^1], StringComparison.Ordinal);
    });

    [ServiceFact]
    public async Task Dynamic_SignalQueryAndUpdate_TakeEveryName() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<DynamicHandlersWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((DynamicHandlersWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync("first", ["a"]);
            Assert.Equal("update second b", await handle.ExecuteUpdateAsync<string>("second", ["b"]));
            Assert.Equal("signal first a; update second b", await handle.QueryAsync<string>("third", []));
        });

    [ServiceFact]
    public async Task Signal_BeforeHandlerIsDefined_IsBuffered() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<LateHandlerWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((LateHandlerWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync("late", ["x"]);
            await handle.SignalAsync("late", ["y"]);
            await handle.SignalAsync(wf => wf.DefineAsync());
            Assert.Equal("xy", await handle.GetResultAsync());
        });

    [ServiceFact]
    public async Task Signals_WithMutex_RunOneAfterTheOther() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<MutexWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((MutexWorkflow wf) => wf.RunAsync(), options);
            for (var i = 0; i < 3; i++)
                await handle.SignalAsync(wf => wf.StepAsync(i));
            Assert.Equal("<0><1><2>", await handle.GetResultAsync());
        });

    private Task RunAsync(Func<WorkflowHandle<CounterWorkflow, int>, Task> test) =>
        TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                o.AddWorkflow<CounterWorkflow>();
                o.WorkflowStackTrace = Temporalio.Worker.WorkflowStackTrace.Normal;
            },
            async options => await test(await service.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), options)));

    [Workflow]
    public sealed class CounterWorkflow
    {
        private int total;
        private bool closed;

        [WorkflowQuery]
        public string State => closed ? "closed" : "open";

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            Workflow.CurrentDetails = "counting";
            await Workflow.WaitConditionAsync(() => closed);
            return total;
        }

        [WorkflowQuery]
        public int TotalPlus(int more) => total + more;

        [WorkflowSignal]
        public Task CloseAsync()
        {
            closed = true;
            return Task.CompletedTask;
        }

        [WorkflowUpdate]
        public async Task<int> AddAsync(int amount)
        {
            if (amount > 100)
                throw new ApplicationFailureException("Too much");
            await Workflow.DelayAsync(1);
            return total += amount;
        }

        [WorkflowUpdateValidator(nameof(AddAsync))]
        public void ValidateAdd(int amount)
        {
            if (amount < 0)
                throw new ApplicationFailureException("Only additions");
        }
    }

    [Workflow]
    public sealed class DynamicHandlersWorkflow
    {
        private readonly List<string> seen = [];

        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => false);

        [WorkflowSignal(Dynamic = true)]
        public Task SignalAsync(string name, IRawValue[] args)
        {
            seen.Add($"signal {name} {Workflow.PayloadConverter.ToValue<string>(args[0])}");
            return Task.CompletedTask;
        }

        [WorkflowQuery(Dynamic = true)]
        public string Query(string name, IRawValue[] args) => string.Join("; ", seen);

        [WorkflowUpdate(Dynamic = true)]
        public Task<string> UpdateAsync(string name, IRawValue[] args)
        {
            seen.Add($"update {name} {Workflow.PayloadConverter.ToValue<string>(args[0])}");
            return Task.FromResult(seen[^1]);
        }
    }

    [Workflow]
    public sealed class LateHandlerWorkflow
    {
        private string seen = string.Empty;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => seen.Length == 2);
            return seen;
        }

        [WorkflowSignal]
        public Task DefineAsync()
        {
            Workflow.Signals["late"] = WorkflowSignalDefinition.CreateWithoutAttribute("late", (string text) =>
            {
                seen += text;
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class MutexWorkflow
    {
        private readonly Temporalio.Workflows.Mutex mutex = new();
        private string seen = string.Empty;
        private int steps;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => steps == 3 && Workflow.AllHandlersFinished);
            return seen;
        }

        [WorkflowSignal]
        public async Task StepAsync(int step)
        {
            await mutex.WaitOneAsync();
            seen += $"<{step}";
            await Workflow.DelayAsync(1);
            seen += ">";
            steps++;
            mutex.ReleaseMutex();
        }
    }
}
