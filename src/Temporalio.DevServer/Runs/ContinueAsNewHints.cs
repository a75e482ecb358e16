using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Runs;

/// <summary>When a workflow is advised to continue as new.</summary>
internal static class ContinueAsNewHints
{
    private const long HistoryBytes = 4 * 1024 * 1024;
    private const long HistoryEvents = 4096;
    private const long Updates = UpdateRegistry.TotalLimit * 9 / 10;

    public static IEnumerable<SuggestContinueAsNewReason> For(Run run)
    {
        if (run.State.HistorySize > HistoryBytes) yield return SuggestContinueAsNewReason.HistorySizeTooLarge;
        if (run.LastEventId > HistoryEvents) yield return SuggestContinueAsNewReason.TooManyHistoryEvents;
        if (run.State.UpdateCount >= Updates) yield return SuggestContinueAsNewReason.TooManyUpdates;
    }
}
