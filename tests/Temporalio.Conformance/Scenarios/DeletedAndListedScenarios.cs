using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>S: schedules that are gone or keep the ids of their actions, and what a list leaves out.</summary>
public abstract class DeletedAndListedScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task S27_DeletedSchedule_IsToldFromOneThatNeverWas()
    {
        var told = Scene.Transcript();
        await told.Ask("never was: describe", Scene.DescribeSchedule());
        await told.Ask("never was: patch", Scene.PatchSchedule(new() { TriggerImmediately = new() }));
        await told.Ask("never was: delete", Scene.DeleteSchedule());
        await Scene.CreateSchedule(Scene.PausedSchedule());
        await Scene.DeleteSchedule();
        await told.Ask("deleted: describe", Scene.DescribeSchedule());
        await told.Ask("deleted: patch", Scene.PatchSchedule(new() { TriggerImmediately = new() }));
        await told.Ask("deleted: update", Scene.UpdateSchedule(Scene.PausedSchedule()));
        await told.Ask("deleted: delete", Scene.DeleteSchedule());
        told.IsRecorded();
    }

    [Scenario]
    public async Task S28_ScheduleThatKeepsTheId_StartsUnderIt()
    {
        var schedule = Scene.PausedSchedule();
        schedule.Policies = new() { KeepOriginalWorkflowId = true };
        await Scene.CreateSchedule(schedule);
        await Scene.PatchSchedule(new() { TriggerImmediately = new() });
        var described = await Scene.UntilSchedule(s => s.Info.RecentActions.Count > 0);
        Assert.True(described.Schedule.Policies.KeepOriginalWorkflowId);
        Assert.Equal(Scene.ActionId, described.Info.RecentActions[0].StartWorkflowResult.WorkflowId);
    }

    [Scenario]
    public async Task S29_FirstRun_IsDescribedButNotListed()
    {
        await Scene.Start(r => r.SearchAttributes = Scene.Mark());
        await Scene.Finds("", "");
        Assert.Equal("", Assert.Single(await Scene.List()).FirstRunId);
        Assert.Equal(Scene.RunId, (await Scene.Describe()).WorkflowExecutionInfo.FirstRunId);
    }

    [Scenario]
    public async Task S30_StartAnswer_LinksToWhatItLedTo()
    {
        var started = (await Scene.Start()).Link.WorkflowEvent;
        Assert.Equal((Scene.Id, Scene.RunId), (started.WorkflowId, started.RunId));
        Assert.Equal((1L, EventType.WorkflowExecutionStarted), (started.EventRef.EventId, started.EventRef.EventType));
        var request = Guid.NewGuid().ToString();
        var joined = (await Scene.Start(r =>
        {
            r.RequestId = request;
            r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
            r.OnConflictOptions = new() { AttachRequestId = true };
        })).Link.WorkflowEvent;
        Assert.Equal((request, EventType.WorkflowExecutionOptionsUpdated), (joined.RequestIdRef.RequestId, joined.RequestIdRef.EventType));
        var alone = (await Scene.Start(r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting)).Link.WorkflowEvent;
        Assert.Equal(EventType.WorkflowExecutionOptionsUpdated, alone.RequestIdRef.EventType);
    }

    public sealed class OnDevService() : DeletedAndListedScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : DeletedAndListedScenarios(ServiceKind.Real);
}
