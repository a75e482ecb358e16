namespace Orchestrator.Model;

/// <summary>What a gate does when nobody is watching.</summary>
/// <param name="Policy">Wait, pass, or fail.</param>
/// <param name="FailAfterSeconds">For <see cref="ApprovalPolicy.FailAfter"/>: seconds to wait for a person.</param>
public sealed record Approval(ApprovalPolicy Policy, double FailAfterSeconds = 0);
