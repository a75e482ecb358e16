using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>S: options of a running workflow, changed from outside.</summary>
public abstract class RunOptionScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task S15_VersioningOverride_IsRecordedAndTakenBack()
    {
        var told = Scene.Transcript();
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        await told.Ask("auto upgrade", Scene.UpdateOptions("versioning_override", r => r.WorkflowExecutionOptions.VersioningOverride = new() { AutoUpgrade = true }));
        told.Show("described", (await Scene.Describe()).WorkflowExecutionInfo.VersioningInfo);
        await told.Ask("the same again", Scene.UpdateOptions("versioning_override", r => r.WorkflowExecutionOptions.VersioningOverride = new() { AutoUpgrade = true }));
        await told.Ask("none", Scene.UpdateOptions("versioning_override"));
        told.Show("described", (await Scene.Describe()).WorkflowExecutionInfo.VersioningInfo);
        await told.Ask("priority", Scene.UpdateOptions("priority", r => r.WorkflowExecutionOptions.Priority = new() { PriorityKey = 2 }));
        told.Show("priority", (await Scene.Describe()).WorkflowExecutionInfo.Priority);
        await Scene.HistoryIs($"{FirstTask} TimerStarted OptionsUpdated OptionsUpdated OptionsUpdated");
        told.IsRecorded("S15_VersioningOverride_Answers");
    }

    [Scenario]
    public async Task S16_WhatMakesNoSense_IsRefused()
    {
        var told = Scene.Transcript();
        await Scene.Start();
        await told.Ask("empty mask", Scene.UpdateOptions(""));
        await told.Ask("unknown field", Scene.UpdateOptions("colour"));
        await told.Ask("no options", Scene.UpdateOptions("versioning_override", r => r.WorkflowExecutionOptions = null));
        await told.Ask("no workflow", Scene.UpdateOptions("versioning_override", r => r.WorkflowExecution = null));
        await told.Ask("unknown workflow", Scene.UpdateOptions("versioning_override", r => r.WorkflowExecution = new() { WorkflowId = "nobody" }));
        await told.Ask("old style without version", Scene.UpdateOptions(
            "versioning_override", r => r.WorkflowExecutionOptions.VersioningOverride = new() { Behavior = VersioningBehavior.Pinned }));
        await told.Ask("pinned without version", Scene.UpdateOptions(
            "versioning_override", r => r.WorkflowExecutionOptions.VersioningOverride = new() { Pinned = new() }));
        await told.Ask("pinned to a deployment that is not there", Scene.UpdateOptions("versioning_override", r =>
            r.WorkflowExecutionOptions.VersioningOverride = new()
            {
                Pinned = new()
                {
                    Behavior = Api.Workflow.V1.VersioningOverride.Types.PinnedOverrideBehavior.Pinned,
                    Version = new() { DeploymentName = "nobody", BuildId = "1" },
                },
            }));
        await Scene.Terminate();
        await told.Ask("closed", Scene.UpdateOptions("versioning_override"));
        told.IsRecorded();
    }

    public sealed class OnDevService() : RunOptionScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : RunOptionScenarios(ServiceKind.Real);
}
