using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;
using Conflict = Temporalio.Api.Enums.V1.WorkflowIdConflictPolicy;
using Reuse = Temporalio.Api.Enums.V1.WorkflowIdReusePolicy;

namespace Temporalio.Conformance.Scenarios;

/// <summary>J 134–137: starting over a workflow id that is in use or was.</summary>
public abstract class IdPolicyScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task J134_RunningTerminateExisting_ReplacesTheRun()
    {
        var old = (await Scene.Start()).RunId;
        var answer = await StartAgain(Reuse.AllowDuplicate, Conflict.TerminateExisting);
        Assert.True(answer.Started);
        Assert.NotEqual(old, answer.RunId);
        await Scene.HistoryIs(
            """
            Started TaskScheduled Terminated{reason='TerminateIfRunning WorkflowIdReusePolicy', identity=history-service,
                details.payloads[0]='json/plain "terminated by new runID: <uuid-2>"'}
            """,
            old);
    }

    [Scenario]
    public async Task J134_RunningTerminateIfRunning_ReplacesTheRun()
    {
        var old = (await Scene.Start()).RunId;
        var answer = await StartAgain(Reuse.TerminateIfRunning, Conflict.Unspecified);
        Assert.NotEqual(old, answer.RunId);
        Scene.Has(await Scene.Describe(old), "workflowExecutionInfo.status=TERMINATED");
    }

    [Scenario]
    public async Task J134_RunningRejectDuplicateUseExisting_UsesIt()
    {
        var run = (await Scene.Start()).RunId;
        var answer = await StartAgain(Reuse.RejectDuplicate, Conflict.UseExisting);
        Assert.Equal((run, false), (answer.RunId, answer.Started));
    }

    [Scenario]
    public async Task J134_ClosedRejectDuplicate_IsRefused()
    {
        var run = await StartAndClose(Commands.CompleteWorkflow());
        var error = await Scene.Refused(
            GrpcCode.AlreadyExists,
            () => StartAgain(Reuse.RejectDuplicate),
            $"Workflow execution already finished. WorkflowId: {Scene.Id}, RunId: {run}. Workflow Id reuse policy: reject duplicate workflow Id.");
        Assert.Equal(run, error.Detail<WorkflowExecutionAlreadyStartedFailure>().RunId);
    }

    [Scenario]
    public async Task J134_ClosedAllowDuplicate_Starts()
    {
        var run = await StartAndClose(Commands.CompleteWorkflow());
        Assert.NotEqual(run, (await StartAgain(Reuse.AllowDuplicate)).RunId);
    }

    [Scenario]
    public async Task J135_RejectDuplicateWithTerminateExisting_IsInvalid()
        => await Scene.Refused(GrpcCode.InvalidArgument, () => StartAgain(Reuse.RejectDuplicate, Conflict.TerminateExisting));

    [Scenario]
    public async Task J135_TerminateIfRunningWithConflictPolicy_IsInvalid()
        => await Scene.Refused(GrpcCode.InvalidArgument, () => StartAgain(Reuse.TerminateIfRunning, Conflict.UseExisting));

    [Scenario]
    public async Task J136_RunningUseExisting_ChangesNothing()
    {
        var run = (await Scene.Start()).RunId;
        var answer = await StartAgain(Reuse.AllowDuplicate, Conflict.UseExisting);
        Assert.Equal((run, false, WorkflowExecutionStatus.Running), (answer.RunId, answer.Started, answer.Status));
        await Scene.HistoryListed("Started TaskScheduled", run);
    }

    [Scenario]
    public async Task J137_FailedOnlyAfterCompletion_IsRefused()
    {
        var run = await StartAndClose(Commands.CompleteWorkflow());
        await Scene.Refused(
            GrpcCode.AlreadyExists,
            () => StartAgain(Reuse.AllowDuplicateFailedOnly),
            $"Workflow execution already finished successfully. WorkflowId: {Scene.Id}, RunId: {run}. Workflow Id reuse policy: allow duplicate workflow Id if last run failed.");
    }

    [Scenario]
    public async Task J137_FailedOnlyAfterFailure_Starts()
    {
        await StartAndClose(Commands.FailWorkflow(Failures.Application()));
        Assert.True((await StartAgain(Reuse.AllowDuplicateFailedOnly)).Started);
    }

    [Scenario]
    public async Task J137_FailedOnlyAfterCancellation_Starts()
    {
        await StartAndClose(Commands.CancelWorkflow());
        Assert.True((await StartAgain(Reuse.AllowDuplicateFailedOnly)).Started);
    }

    [Scenario]
    public async Task J137_FailedOnlyAfterTermination_Starts()
    {
        await Scene.Start();
        await Scene.Terminate();
        Assert.True((await StartAgain(Reuse.AllowDuplicateFailedOnly)).Started);
    }

    [Scenario]
    public async Task J137_FailedOnlyAfterTimeout_Starts()
    {
        await Scene.Start(r => r.WorkflowRunTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(1)));
        await Scene.UntilEvent(EventType.WorkflowExecutionTimedOut);
        Assert.True((await StartAgain(Reuse.AllowDuplicateFailedOnly)).Started);
    }

    [Scenario]
    public async Task J137_FailedOnlyWhileAContinuationRuns_IsRefused()
    {
        await StartAndClose(Commands.ContinueAsNew(Scene));
        var current = (await Scene.Describe("")).WorkflowExecutionInfo.Execution.RunId;
        var error = await Scene.Refused(
            GrpcCode.AlreadyExists,
            () => StartAgain(Reuse.AllowDuplicateFailedOnly),
            $"Workflow execution is already running. WorkflowId: {Scene.Id}, RunId: {current}.");
        Assert.Equal(current, error.Detail<WorkflowExecutionAlreadyStartedFailure>().RunId);
    }

    [Scenario]
    public async Task J134_Running_IsRefusedUnlessThePolicySaysOtherwise()
    {
        var run = (await Scene.Start()).RunId;
        foreach (var reuse in (Reuse[])[Reuse.AllowDuplicate, Reuse.AllowDuplicateFailedOnly, Reuse.RejectDuplicate])
        {
            var error = await Scene.Refused(GrpcCode.AlreadyExists, () => StartAgain(reuse, Conflict.Fail));
            Assert.Equal(run, error.Detail<WorkflowExecutionAlreadyStartedFailure>().RunId);
            Assert.Equal(run, (await StartAgain(reuse, Conflict.UseExisting)).RunId);
        }

        Assert.NotEqual(run, (await StartAgain(Reuse.AllowDuplicateFailedOnly, Conflict.TerminateExisting)).RunId);
    }

    [Scenario]
    public async Task J134_Closed_IsRefusedOrStartedWhateverTheConflictPolicy()
    {
        foreach (var conflict in (Conflict[])[Conflict.Fail, Conflict.UseExisting, Conflict.TerminateExisting])
        {
            await BeginAgain();
            var run = await StartAndClose(Commands.CompleteWorkflow());
            await Scene.Refused(GrpcCode.AlreadyExists, () => StartAgain(Reuse.AllowDuplicateFailedOnly, conflict));
            if (conflict != Conflict.TerminateExisting) await Scene.Refused(GrpcCode.AlreadyExists, () => StartAgain(Reuse.RejectDuplicate, conflict));
            var answer = await StartAgain(Reuse.AllowDuplicate, conflict);
            Assert.True(answer.Started && answer.RunId != run);
        }
    }

    private async Task<string> StartAndClose(Command close)
    {
        var run = (await Scene.Start()).RunId;
        await Scene.RunTask(close);
        return run;
    }

    private Task<StartWorkflowExecutionResponse> StartAgain(Reuse reuse, Conflict conflict = Conflict.Unspecified)
        => Scene.Start(r =>
        {
            r.WorkflowIdReusePolicy = reuse;
            r.WorkflowIdConflictPolicy = conflict;
        });

    public sealed class OnDevService() : IdPolicyScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : IdPolicyScenarios(ServiceKind.Real);
}
