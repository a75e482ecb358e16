namespace Orchestrator.Workflows.Accounts;

/// <summary>An account's answer to <see cref="PlaceAsk"/>.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="State">Whether there is a place.</param>
/// <param name="Message">In words, for a person.</param>
/// <param name="RetryAfterSeconds">When the endpoint is closed: seconds until it may be tried again.</param>
public sealed record PlaceAnswer(string AttemptId, PlaceState State, string Message, double RetryAfterSeconds = 0);
