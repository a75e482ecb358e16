using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Commands;

/// <summary>Fills in what a command to schedule an activity leaves open.</summary>
internal static class ActivityDefaults
{
    /// <summary>Completes the command in place; the text says what is wrong with it, if anything.</summary>
    public static string? Apply(ScheduleActivityTaskCommandAttributes a, TimeSpan runTimeout)
    {
        if (Name("activityId", a.ActivityId) is { } id) return id;
        if (Name("activityType", a.ActivityType?.Name) is { } type) return type;
        if (a.TaskQueue is null) return "taskQueue is not set";
        if (a.TaskQueue.Name.Length == 0) return "missing task queue name";
        if (RetryRules.Invalid(a.RetryPolicy) is { } text) return text;
        if (Negative(a) is { } negative) return negative;
        var toClose = a.ScheduleToCloseTimeout.OrZero();
        var toStart = a.ScheduleToStartTimeout.OrZero();
        var running = a.StartToCloseTimeout.OrZero();
        var heartbeat = a.HeartbeatTimeout.OrZero();
        if (toClose > TimeSpan.Zero)
        {
            toStart = WithinPositive(toStart, toClose);
            running = WithinPositive(running, toClose);
        }
        else if (running > TimeSpan.Zero)
        {
            toClose = runTimeout;
            if (toStart == TimeSpan.Zero) toStart = runTimeout;
        }
        else
        {
            return $"a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. ActivityId={a.ActivityId} ActivityType={a.ActivityType!.Name}";
        }

        running = Bounded(running, runTimeout);
        a.ScheduleToCloseTimeout = Bounded(toClose, runTimeout).ToDuration();
        a.ScheduleToStartTimeout = Bounded(toStart, runTimeout).ToDuration();
        a.StartToCloseTimeout = running.ToDuration();
        a.HeartbeatTimeout = Times.Min(Bounded(heartbeat, runTimeout), running).ToDuration();
        a.RetryPolicy = RetryRules.WithDefaults(a.RetryPolicy);
        a.TaskQueue = new() { Name = a.TaskQueue.Name, Kind = TaskQueueKind.Normal };
        return null;
    }

    private static string? Name(string field, string? name)
    {
        if (string.IsNullOrEmpty(name)) return $"{field} is not set";
        return CommandTexts.IsTooLong(name) ? $"{field} exceeds length limit. Length={name.Length} Limit={CommandTexts.LongestName}" : null;
    }

    private static string? Negative(ScheduleActivityTaskCommandAttributes a)
    {
        if (a.ScheduleToCloseTimeout.Fault() is { } toClose) return $"invalid ScheduleToCloseTimeout: {toClose}";
        if (a.ScheduleToStartTimeout.Fault() is { } toStart) return $"invalid ScheduleToStartTimeout: {toStart}";
        if (a.StartToCloseTimeout.Fault() is { } running) return $"invalid StartToCloseTimeout: {running}";
        return a.HeartbeatTimeout.Fault() is { } heartbeat ? $"invalid HeartbeatTimeout: {heartbeat}" : null;
    }

    private static TimeSpan WithinPositive(TimeSpan value, TimeSpan limit) => value == TimeSpan.Zero ? limit : Times.Min(value, limit);

    private static TimeSpan Bounded(TimeSpan value, TimeSpan runTimeout) => runTimeout > TimeSpan.Zero ? Times.Min(value, runTimeout) : value;
}
