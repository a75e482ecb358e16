namespace Temporalio.Workflows;

/// <summary>Why the service suggests to continue as new.</summary>
public enum SuggestContinueAsNewReason
{
    Unspecified = 0,

    /// <summary>The history holds too many bytes.</summary>
    HistorySizeTooLarge = 1,

    /// <summary>The history holds too many events.</summary>
    TooManyHistoryEvents = 2,

    /// <summary>The run took too many updates.</summary>
    TooManyUpdates = 3,
}
