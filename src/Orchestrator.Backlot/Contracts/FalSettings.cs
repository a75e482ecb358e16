using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>An account's wish for its files: how many seconds they are kept; null, as for an account that never said, for ever.</summary>
internal sealed record FalSettings(double? ExpirationDurationSeconds)
{
    private const string Kind = "fal storage settings";

    public static FalSettings Of(JournalStore journal) => journal.Kept<FalSettings>(Kind, "") ?? new(ExpirationDurationSeconds: null);

    public void Keep(JournalStore journal) => journal.Keep(Kind, "", this);
}
