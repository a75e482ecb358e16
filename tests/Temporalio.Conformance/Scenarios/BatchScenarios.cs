using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>S: the same thing done to many workflows.</summary>
public abstract class BatchScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task S10_TerminationOfNamedRuns_CountsWhatWasDone()
    {
        using var turn = await Scene.BatchTurn();
        var told = Scene.Transcript();
        var job = $"{Scene.Id}-job";
        var targets = await StartMany(2);
        await Scene.Terminate();
        await told.Ask("start", Scene.StartBatch(job, r =>
        {
            r.Executions.Add(targets);
            r.TerminationOperation = new() { Identity = Scene.OperatorIdentity };
        }));
        told.Show("ended", await Scene.EndOfBatch(job));
        await told.Ask("start again", Scene.StartBatch(job, r =>
        {
            r.Executions.Add(targets);
            r.TerminationOperation = new();
        }));
        await told.Ask("stop the ended one", Scene.StopBatch(job));
        Assert.Equal(WorkflowExecutionStatus.Terminated, (await Scene.Describe()).WorkflowExecutionInfo.Status);
        told.IsRecorded();
    }

    [Scenario]
    public async Task S12_StoppedBatch_LeavesTheRestAlone()
    {
        using var turn = await Scene.BatchTurn();
        var told = Scene.Transcript();
        var job = $"{Scene.Id}-job";
        var targets = await StartMany(8);
        await Scene.StartBatch(job, r =>
        {
            r.Executions.Add(targets);
            r.MaxOperationsPerSecond = 0.5f;
            // Without a workflow task there is nothing to reset to: one service tries again and again, the other keeps to the pace.
            // Either way the batch is still at work when it is stopped.
            r.ResetOperation = new() { Identity = Scene.OperatorIdentity, Options = new() { FirstWorkflowTask = new() } };
        });
        await Scene.UntilBatchIsListed(job);
        await told.Ask("start another meanwhile", Scene.StartBatch(job + "-2", r =>
        {
            r.Executions.Add(targets);
            r.TerminationOperation = new();
        }));
        await told.Ask("stop", Scene.StopBatch(job));
        var ended = (await Scene.EndOfBatch(job)).Clone();
        Assert.True(ended.CompleteOperationCount + ended.FailureOperationCount < 8);
        (ended.CompleteOperationCount, ended.FailureOperationCount, ended.TotalOperationCount) = (0, 0, 0);
        told.Show("stopped", ended);
        Assert.Equal(WorkflowExecutionStatus.Running, (await Scene.Describe()).WorkflowExecutionInfo.Status);
        told.IsRecorded();
    }

    [Scenario]
    public async Task S13_WhatMakesNoSense_IsRefused()
    {
        var told = Scene.Transcript();
        var job = $"{Scene.Id}-job";
        await told.Ask("no operation", Scene.StartBatch(job, r => r.VisibilityQuery = "WorkflowType='x'"));
        await told.Ask("no targets", Scene.StartBatch(job, r => r.TerminationOperation = new()));
        await told.Ask("both kinds of targets", Scene.StartBatch(job, r =>
        {
            r.VisibilityQuery = "WorkflowType='x'";
            r.Executions.Add(new WorkflowExecution { WorkflowId = "x" });
            r.TerminationOperation = new();
        }));
        await told.Ask("no job id", Scene.StartBatch("", r => (r.VisibilityQuery, r.TerminationOperation) = ("WorkflowType='x'", new())));
        await told.Ask("no reason", Scene.StartBatch(job, r => (r.VisibilityQuery, r.TerminationOperation, r.Reason) = ("WorkflowType='x'", new(), "")));
        await told.Ask("no signal", Scene.StartBatch(job, r => (r.VisibilityQuery, r.SignalOperation) = ("WorkflowType='x'", new())));
        await told.Ask("unknown namespace", Scene.StartBatch(job, r => (r.VisibilityQuery, r.TerminationOperation, r.Namespace) = ("WorkflowType='x'", new(), "nowhere")));
        await told.Ask("describe: no job id", Scene.DescribeBatch(""));
        await told.Ask("describe: unknown", Scene.DescribeBatch("nobody"));
        await told.Ask("stop: unknown", Scene.StopBatch("nobody"));
        await told.Ask("stop: no job id", Scene.StopBatch(""));
        told.IsRecorded();
    }

    [Scenario]
    public async Task S14_EachKindOfBatch_SaysWhatItIs()
    {
        using var turn = await Scene.BatchTurn();
        var told = Scene.Transcript();
        var targets = await StartMany(1);
        await Kind("signal", targets, r => r.SignalOperation = new() { Signal = "go", Input = Json.Of("1"), Identity = Scene.OperatorIdentity });
        await Kind("cancel", targets, r => r.CancellationOperation = new() { Identity = Scene.OperatorIdentity });
        await Scene.RunTask(Commands.CancelWorkflow());
        await Kind("reset", targets, r => r.ResetOperation = new() { Identity = Scene.OperatorIdentity, Options = new() { FirstWorkflowTask = new() } });
        await Kind("delete", targets, r => r.DeletionOperation = new() { Identity = Scene.OperatorIdentity });
        told.IsRecorded();

        async Task Kind(string name, WorkflowExecution[] among, Action<StartBatchOperationRequest> operation)
        {
            var job = $"{Scene.Id}-{name}";
            await Scene.StartBatch(job, r =>
            {
                r.Executions.Add(among);
                operation(r);
            });
            told.Show(name, await Scene.EndOfBatch(job));
        }
    }

    /// <summary>Starts workflows on the scene's queue; the last of them is the scene's own.</summary>
    private async Task<WorkflowExecution[]> StartMany(int count)
    {
        var started = new List<WorkflowExecution>();
        for (var i = count - 1; i >= 0; i--)
        {
            var id = i == 0 ? Scene.Id : $"{Scene.Id}-{i}";
            var response = await Scene.Start(r => r.WorkflowId = id);
            started.Add(new WorkflowExecution { WorkflowId = id, RunId = response.RunId });
        }

        return [.. started];
    }

    public sealed class OnDevService() : BatchScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : BatchScenarios(ServiceKind.Real);
}
