using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Children, chains of runs and other workflows.</summary>
[Collection(ServiceCollection.Name)]
public sealed class RelatedWorkflowTests(TemporalService service)
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
    public async Task ExternalWorkflow_SignalledAndCancelled_Ends() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ControllerWorkflow>().AddWorkflow<ControlledWorkflow>(), async options =>
        {
            var controlled = await service.Client.StartWorkflowAsync(
                (ControlledWorkflow wf) => wf.RunAsync(), new(options.Id + "-controlled", options.TaskQueue!));
            Assert.Equal("not found", await service.Client.ExecuteWorkflowAsync((ControllerWorkflow wf) => wf.RunAsync(controlled.Id), options));
            Assert.Equal("told: stop", await controlled.GetResultAsync());
        });

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
}
