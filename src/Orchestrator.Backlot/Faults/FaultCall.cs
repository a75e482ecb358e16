namespace Orchestrator.Backlot.Faults;

/// <summary>What a rule can see of a call.</summary>
internal sealed record FaultCall(string Provider, FaultRoute Route, string Endpoint, string Prompt, string? AttemptId);
