using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>Turns a brief into shots.</summary>
internal interface IShotPlanner
{
    /// <summary>Plans the film; the shots' frames minus their overlaps are exactly the film's.</summary>
    Task<ShotPlan> PlanAsync(Brief brief, CancellationToken cancellationToken);
}
