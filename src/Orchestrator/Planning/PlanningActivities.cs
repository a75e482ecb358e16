using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Activities;

namespace Orchestrator.Planning;

/// <summary>Brief to shots.</summary>
internal sealed class PlanningActivities(IShotPlanner planner) : IPlanningActivities
{
    public Task<ShotPlan> PlanShotsAsync(PlanShotsRequest request) =>
        planner.PlanAsync(request.Brief, ActivityExecutionContext.Current.CancellationToken);
}
