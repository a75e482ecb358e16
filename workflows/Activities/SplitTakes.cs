using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>The parts of a clip of several shots.</summary>
/// <param name="Takes">One a shot, in film order; the charge is shared by their seconds.</param>
public sealed record SplitTakes(IReadOnlyList<Take> Takes);
