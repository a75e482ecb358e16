using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for a plan.</summary>
/// <param name="Brief">The brief.</param>
public sealed record PlanShotsRequest(Brief Brief);
