using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>Who plans, where the brief does not say.</summary>
public sealed record PlanningOptions
{
    /// <summary>Who plans a film whose brief names nobody.</summary>
    public PlannerKind Planner { get; init; } = PlannerKind.Words;

    /// <summary>Catalogue name of the language model that plans.</summary>
    public string Model { get; init; } = "gpt-5.4";
}
