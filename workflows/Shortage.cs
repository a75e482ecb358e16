using Orchestrator.Model;

namespace Orchestrator.Workflows;

/// <summary>Why a step cannot be paid, and the limits with which it could.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="Enough">The least limits that pay it.</param>
internal sealed record Shortage(string Reason, BudgetRaise Enough);
