using Orchestrator.Backlot.Faults;

namespace Orchestrator.Backlot.Journal;

/// <summary>A scripted fault bound to one job when it was accepted.</summary>
internal sealed record JobFault(FaultAction Action, int? Status, string? ErrorType, bool Charge, int Step = 1, bool? Retryable = null);
