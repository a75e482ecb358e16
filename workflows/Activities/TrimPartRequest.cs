using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for what a take adds to the part before it.</summary>
/// <param name="Take">The take as it was delivered.</param>
/// <param name="Request">What was asked of the model.</param>
public sealed record TrimPartRequest(Take Take, TakeRequest Request);
