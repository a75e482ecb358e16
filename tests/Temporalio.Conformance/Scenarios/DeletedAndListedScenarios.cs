using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>S: schedules that are gone, the ids of their actions, what a list leaves out and what a start answers.</summary>
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
    public async Task S28_ScheduleAskedToKeepTheId_AppendsTheTimeAllTheSame()
    {
        var schedule = Scene.PausedSchedule();
        schedule.Policies = new() { KeepOriginalWorkflowId = true };
        await Scene.CreateSchedule(schedule);
        await Scene.PatchSchedule(new() { TriggerImmediately = new() });
        var described = await Scene.UntilSchedule(s => s.Info.RecentActions.Count > 0);
        Assert.True(described.Schedule.Policies.KeepOriginalWorkflowId);
        Assert.StartsWith(Scene.ActionId + "-20", described.Info.RecentActions[0].StartWorkflowResult.WorkflowId, StringComparison.Ordinal);
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
        var told = Scene.Transcript();
        var request = Guid.NewGuid().ToString();
        Note("started", await Scene.Start(r => r.RequestId = request));
        Note("the same request again", await Scene.Start(r => r.RequestId = request));
        Note("joined", await Scene.Start(r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting));
        Note("joined, leaving the request", await Scene.Start(r =>
        {
            r.RequestId = request = Guid.NewGuid().ToString();
            r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
            r.OnConflictOptions = new() { AttachRequestId = true };
        }));
        told.IsRecorded();

        void Note(string what, StartWorkflowExecutionResponse answer) => told.Note(
            $"{what}: {answer.Link}".Replace(Scene.Id, "<id>", StringComparison.Ordinal).Replace(Scene.RunId, "<run>", StringComparison.Ordinal)
                .Replace(request, "<request>", StringComparison.Ordinal));
    }

    public sealed class OnDevService() : DeletedAndListedScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : DeletedAndListedScenarios(ServiceKind.Real);
}
