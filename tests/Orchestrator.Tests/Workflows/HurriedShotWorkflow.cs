using Orchestrator.Model;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Activities;
using Temporalio.Workflows;

namespace Orchestrator.Tests.Workflows;

/// <summary>A shot as somebody might change it carelessly: under the same name, with a submit before the price is known.</summary>
[Workflow(nameof(ShotWorkflow))]
public sealed class HurriedShotWorkflow
{
    /// <summary>Shoots the shot.</summary>
    [WorkflowRun]
    public async Task<ShotResult> RunAsync(ShootShotRequest request)
    {
        var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1) };
        var take = new TakeRequest(request.Shot.Id, request.Route.Model, request.Shot.Fields, request.Route.Seconds, request.Seed, request.StartFrame, request.Size);
        await Workflow.ExecuteActivityAsync((IGenerationActivities door) => door.SubmitTakeAsync(new("hurried", take, Workflow.UtcNow)), options);
        return new(request.Shot.Id, ShotStatus.Failed, [], null, request.Route, null, default, []);
    }

    /// <summary>The production's answer to a request for money.</summary>
    [WorkflowSignal]
    public Task AnswerReserveAsync(ReserveAnswer answer) => Task.CompletedTask;
}
