namespace Orchestrator.Backlot.Journal;

/// <summary>One line of the journal: what happened, when, to which request.</summary>
internal sealed record JournalEvent(long Id, DateTimeOffset At, string Kind, string? RequestId, string Detail);
