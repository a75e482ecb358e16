namespace Temporalio.Activities;

/// <summary>Why an activity was cancelled.</summary>
public enum ActivityCancelReason
{
    None = 0,

    /// <summary>The service no longer knows the activity: its workflow may have closed.</summary>
    GoneFromServer = 1,

    /// <summary>The workflow asked for it.</summary>
    CancelRequested = 2,

    /// <summary>The attempt ran longer than it may.</summary>
    Timeout = 3,

    /// <summary>The worker shuts down and its graceful period is over.</summary>
    WorkerShutdown = 4,

    /// <summary>A heartbeat could not be recorded.</summary>
    HeartbeatRecordFailure = 5,

    /// <summary>The activity was paused.</summary>
    Paused = 6,

    /// <summary>The activity was reset.</summary>
    Reset = 7,
}
