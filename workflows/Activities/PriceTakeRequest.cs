using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks what one take can cost at most.</summary>
/// <param name="Request">What would be asked of the model; its seconds may lie between the model's steps.</param>
public sealed record PriceTakeRequest(TakeRequest Request);
