namespace Temporalio.Workflows;

/// <summary>What happens to a signal or update handler that still runs when the workflow completes.</summary>
public enum HandlerUnfinishedPolicy
{
    /// <summary>Log a warning and drop the handler.</summary>
    WarnAndAbandon = 0,

    /// <summary>Drop the handler.</summary>
    Abandon = 1,
}
