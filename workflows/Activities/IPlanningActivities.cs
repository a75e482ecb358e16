using Orchestrator.Model;
using Temporalio.Activities;

namespace Orchestrator.Workflows.Activities;

/// <summary>The planning door: brief to shots.</summary>
public interface IPlanningActivities
{
    /// <summary>Breaks a brief into shots whose frames sum exactly to the film.</summary>
    [Activity]
    Task<ShotPlan> PlanShotsAsync(PlanShotsRequest request);
}
