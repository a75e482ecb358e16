using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Machines;

/// <summary>One activity of a run.</summary>
internal sealed class ActivityMachine
{
    private readonly TaskCompletionSource<Outcome> done = new();
    private readonly RunMachine run;
    private readonly ScheduleActivityTaskCommandAttributes attributes;
    private readonly ActivityCancellationType cancellationType;
    private readonly PendingCommand schedule;
    private long scheduledEventId;
    private long startedEventId;
    private string identity = string.Empty;
    private bool cancelRequested;
    private bool closed;

    public ActivityMachine(
        RunMachine run, ScheduleActivityTaskCommandAttributes attributes, ActivityCancellationType cancellationType, Payload? summary)
    {
        this.run = run;
        this.attributes = attributes;
        this.cancellationType = cancellationType;
        var command = new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            ScheduleActivityTaskCommandAttributes = attributes,
            UserMetadata = summary is null ? null : new() { Summary = summary },
        };
        schedule = run.Add(new(EventType.ActivityTaskScheduled, command)
        {
            Check = CheckScheduled,
            OnRecorded = e =>
            {
                scheduledEventId = e.EventId;
                run.Listen(scheduledEventId, OnEvent);
            },
        });
    }

    public Task<Outcome> Done => done.Task;

    public void Cancel()
    {
        if (closed || cancelRequested)
            return;
        cancelRequested = true;
        if (!schedule.IsRecorded)
        {
            schedule.Dropped = true;
            Close(Canceled(null));
            return;
        }
        if (cancellationType != ActivityCancellationType.Abandon)
            run.Add(new(EventType.ActivityTaskCancelRequested, new()
            {
                CommandType = CommandType.RequestCancelActivityTask,
                RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
            }));
        if (cancellationType != ActivityCancellationType.WaitCancellationCompleted)
            Close(Canceled(null));
    }

    private string? CheckScheduled(HistoryEvent e)
    {
        if (!run.ChecksIdsAndTypes)
            return null;
        var scheduled = e.ActivityTaskScheduledEventAttributes;
        if (scheduled.ActivityId != attributes.ActivityId)
            return $"activity id {attributes.ActivityId} was expected";
        return scheduled.ActivityType.Name == attributes.ActivityType.Name ? null : $"activity type {attributes.ActivityType.Name} was expected";
    }

    private void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ActivityTaskStarted:
                startedEventId = e.EventId;
                identity = e.ActivityTaskStartedEventAttributes.Identity;
                break;
            case EventType.ActivityTaskCompleted:
                Close(Outcome.Success(e.ActivityTaskCompletedEventAttributes.Result));
                break;
            case EventType.ActivityTaskFailed:
                var failed = e.ActivityTaskFailedEventAttributes;
                Close(Failed("Activity task failed", failed.Failure, failed.RetryState));
                break;
            case EventType.ActivityTaskTimedOut:
                var timedOut = e.ActivityTaskTimedOutEventAttributes;
                Close(Failed("Activity task timed out", timedOut.Failure, timedOut.RetryState));
                break;
            case EventType.ActivityTaskCanceled:
                Close(Canceled(e.ActivityTaskCanceledEventAttributes.Details));
                break;
            default:
                throw Nondeterminism.Error($"{e.Describe()} cannot belong to activity {attributes.ActivityId}");
        }
    }

    private void Close(Outcome outcome)
    {
        if (closed)
            return;
        closed = true;
        run.AddJob(new ResolveJob(() => done.TrySetResult(outcome)));
    }

    private Outcome Canceled(Payloads? details) =>
        Failed(
            "Activity cancelled",
            new() { Message = "Activity cancelled", CanceledFailureInfo = new() { Details = details } },
            RetryState.CancelRequested);

    private Outcome Failed(string message, Failure? cause, RetryState retryState) => Outcome.Failed(new()
    {
        Message = message,
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ScheduledEventId = scheduledEventId,
            StartedEventId = startedEventId,
            Identity = identity,
            ActivityType = attributes.ActivityType,
            ActivityId = attributes.ActivityId,
            RetryState = retryState,
        },
    });
}
