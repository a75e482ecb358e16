using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Runs;

/// <summary>The four clocks of an activity.</summary>
internal static class ActivityTimeouts
{
    /// <summary>The timeout that strikes first; null if none is running.</summary>
    public static (DateTime Due, TimeoutType Type)? Earliest(ActivityState activity)
    {
        (DateTime Due, TimeoutType Type)? earliest = null;
        foreach (var timeout in All(activity))
        {
            if (earliest is null || timeout.Due < earliest.Value.Due) earliest = timeout;
        }

        return earliest;
    }

    public static Failure Failure(TimeoutType type) => new()
    {
        Message = $"activity {type} timeout",
        Source = "Server",
        TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = type },
    };

    public static Failure NoTimeLeft() => new()
    {
        Message = "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying",
        Source = "Server",
        TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.ScheduleToClose },
    };

    private static IEnumerable<(DateTime Due, TimeoutType Type)> All(ActivityState activity)
    {
        if (activity.ScheduleToClose.OrNone() is { } total)
            yield return (activity.FirstScheduledTime.ToDateTime() + total, TimeoutType.ScheduleToClose);
        if (activity.StartedTime is null)
        {
            if (!activity.Paused && activity.ScheduleToStart.OrNone() is { } waiting)
                yield return (activity.ScheduledTime.ToDateTime() + waiting, TimeoutType.ScheduleToStart);
            yield break;
        }

        var started = activity.StartedTime.ToDateTime();
        if (activity.StartToClose.OrNone() is { } running) yield return (started + running, TimeoutType.StartToClose);
        if (activity.Heartbeat.OrNone() is not { } silence) yield break;
        var lastSign = activity.HeartbeatTime?.ToDateTime() is { } beat && beat > started ? beat : started;
        yield return (lastSign + silence, TimeoutType.Heartbeat);
    }
}
