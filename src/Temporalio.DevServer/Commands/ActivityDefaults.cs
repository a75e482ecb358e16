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
        if (a.ActivityId.Length == 0) return "ActivityId is not set on ScheduleActivityTaskCommand.";
        if (a.ActivityType?.Name is not { Length: > 0 }) return $"ActivityType is not set on ScheduleActivityTaskCommand. ActivityId={a.ActivityId}";
        if (a.TaskQueue is null) return "taskQueue is not set";
        if (a.TaskQueue.Name.Length == 0) return "missing task queue name";
        if (RetryRules.Invalid(a.RetryPolicy) is { } text) return text;
        var toClose = a.ScheduleToCloseTimeout.OrZero();
        var toStart = a.ScheduleToStartTimeout.OrZero();
        var running = a.StartToCloseTimeout.OrZero();
        var heartbeat = a.HeartbeatTimeout.OrZero();
        if (toClose < TimeSpan.Zero || toStart < TimeSpan.Zero || running < TimeSpan.Zero || heartbeat < TimeSpan.Zero)
            return $"A timeout is negative on ScheduleActivityTaskCommand. ActivityId={a.ActivityId}";

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
            return $"a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. ActivityId={a.ActivityId} ActivityType={a.ActivityType.Name}";
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

    private static TimeSpan WithinPositive(TimeSpan value, TimeSpan limit) => value == TimeSpan.Zero ? limit : Times.Min(value, limit);

    private static TimeSpan Bounded(TimeSpan value, TimeSpan runTimeout) => runTimeout > TimeSpan.Zero ? Times.Min(value, runTimeout) : value;
}
