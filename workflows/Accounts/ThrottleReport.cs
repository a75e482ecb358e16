namespace Orchestrator.Workflows.Accounts;

/// <summary>Says that the provider would not take a job for now; its place is kept.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="RetryAfterSeconds">How long it asks to wait.</param>
public sealed record ThrottleReport(string AttemptId, double RetryAfterSeconds);
