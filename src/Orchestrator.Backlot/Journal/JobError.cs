namespace Orchestrator.Backlot.Journal;

/// <summary>How a failed job answers: the HTTP status and body of its result.</summary>
internal sealed record JobError(int Status, string Type, string Message, string Body, bool Retryable);
