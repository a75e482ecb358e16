namespace Temporalio.Activities;

/// <summary>What is known about the cancellation of an activity.</summary>
public class ActivityCancellationDetails
{
    public bool IsGoneFromServer { get; init; }

    public bool IsCancelRequested { get; init; }

    public bool IsTimedOut { get; init; }

    public bool IsWorkerShutdown { get; init; }

    public bool IsPaused { get; init; }

    public bool IsReset { get; init; }

    public bool IsHeartbeatRecordFailure { get; init; }

    internal static ActivityCancellationDetails From(ActivityCancelReason reason) => new()
    {
        IsGoneFromServer = reason == ActivityCancelReason.GoneFromServer,
        IsCancelRequested = reason == ActivityCancelReason.CancelRequested,
        IsTimedOut = reason == ActivityCancelReason.Timeout,
        IsWorkerShutdown = reason == ActivityCancelReason.WorkerShutdown,
        IsPaused = reason == ActivityCancelReason.Paused,
        IsReset = reason == ActivityCancelReason.Reset,
        IsHeartbeatRecordFailure = reason == ActivityCancelReason.HeartbeatRecordFailure,
    };
}
