using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for the parts of a shot to be joined to one take.</summary>
/// <param name="Parts">The accepted take of each part, in order.</param>
public sealed record JoinPartsRequest(IReadOnlyList<Take> Parts);
