namespace Orchestrator.Workflows;

/// <summary>The production's answer to <see cref="ReserveTake"/>.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="Granted">True when the money is reserved.</param>
/// <param name="Message">When it is not: why, in words.</param>
public sealed record ReserveAnswer(string AttemptId, bool Granted, string Message);
