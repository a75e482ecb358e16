using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Runs;

/// <summary>
/// The pending activities of a run. Attempts are the service's own business: the start of an activity enters the history only
/// together with its end, since until then it may be retried.
/// </summary>
internal sealed class ActivitySet(Run run)
{
    private readonly ItemTable<long, ActivityState> activities = new(ItemKind.Activity, InputBytes);
    private readonly Dictionary<string, long> byId = [];
    private readonly Dictionary<long, int> offeredAttempts = [];

    public int Count => activities.Count;

    public IEnumerable<ActivityState> All => activities.Values;

    /// <summary>An attempt is offered to the workers or in the hands of one.</summary>
    public bool HasAttemptOut => activities.Values.Any(a => a.StartedTime is not null || IsOffered(a));

    public ActivityState? Find(long scheduledId) => activities.Find(scheduledId);

    public ActivityState? FindById(string activityId) => byId.TryGetValue(activityId, out var id) ? activities.Find(id) : null;

    public void Add(HistoryEvent scheduled)
    {
        var a = scheduled.ActivityTaskScheduledEventAttributes;
        var activity = new ActivityState
        {
            ScheduledId = scheduled.EventId,
            ActivityId = a.ActivityId,
            Type = a.ActivityType,
            Queue = a.TaskQueue,
            Header = a.Header,
            Input = a.Input,
            ScheduleToClose = a.ScheduleToCloseTimeout,
            ScheduleToStart = a.ScheduleToStartTimeout,
            StartToClose = a.StartToCloseTimeout,
            Heartbeat = a.HeartbeatTimeout,
            RetryPolicy = a.RetryPolicy,
            FirstScheduledTime = scheduled.EventTime,
            ScheduledTime = scheduled.EventTime,
            Attempt = 1,
        };
        Put(activity);
        byId.Add(activity.ActivityId, activity.ScheduledId);
    }

    /// <summary>Hands the current attempt to a worker.</summary>
    public void Start(ActivityState activity, string identity, string requestId, WorkerVersionStamp? version)
    {
        activity.StartedTime = run.Work.Stamp;
        activity.LastStartedTime = activity.StartedTime;
        activity.Identity = identity;
        activity.LastIdentity = identity;
        activity.RequestId = requestId;
        activity.WorkerVersion = version;
        Put(activity);
    }

    /// <summary>Remembers a heartbeat; the answer is whether the activity should stop.</summary>
    public bool Heartbeat(ActivityState activity, Payloads? details)
    {
        if (details is not null) activity.HeartbeatDetails = details;
        activity.HeartbeatTime = run.Work.Stamp;
        Put(activity);
        return activity.CancelRequestedId > 0;
    }

    public void Complete(ActivityState activity, Payloads? result, string identity)
    {
        if (activity.StartedTime is null) Start(activity, identity, "", null);
        Close(activity, new HistoryEvent
        {
            EventType = EventType.ActivityTaskCompleted,
            ActivityTaskCompletedEventAttributes = new()
            {
                Result = result,
                ScheduledEventId = activity.ScheduledId,
                Identity = identity,
            },
        });
    }

    /// <summary>Retries the activity or closes it with the failure.</summary>
    public void Fail(ActivityState activity, Failure failure, string identity)
    {
        var state = Retry(activity, failure);
        if (state == RetryState.InProgress) return;
        Close(activity, new HistoryEvent
        {
            EventType = EventType.ActivityTaskFailed,
            ActivityTaskFailedEventAttributes = new()
            {
                Failure = failure,
                ScheduledEventId = activity.ScheduledId,
                Identity = identity,
                RetryState = state,
            },
        });
    }

    public void Cancel(ActivityState activity, Payloads? details, string identity) => Close(activity, new HistoryEvent
    {
        EventType = EventType.ActivityTaskCanceled,
        ActivityTaskCanceledEventAttributes = new()
        {
            Details = details,
            LatestCancelRequestedEventId = activity.CancelRequestedId,
            ScheduledEventId = activity.ScheduledId,
            Identity = identity,
        },
    });

    /// <summary>Applies the workflow's wish to cancel; true if the activity ended by it because no worker has it.</summary>
    public bool RequestCancel(long scheduledId, long requestedId, string identity)
    {
        if (Find(scheduledId) is not { } activity) return false;
        activity.CancelRequestedId = requestedId;
        Put(activity);
        if (activity.StartedTime is not null) return false;
        Remove(activity);
        run.Events.Add(new HistoryEvent
        {
            EventType = EventType.ActivityTaskCanceled,
            ActivityTaskCanceledEventAttributes = new()
            {
                Details = new Payloads { Payloads_ = { PlainPayload.Json("ACTIVITY_ID_NOT_STARTED") } },
                LatestCancelRequestedEventId = requestedId,
                ScheduledEventId = scheduledId,
                Identity = identity,
            },
        });
        return true;
    }

    /// <summary>The history says that the activity was asked to stop.</summary>
    public void NoteCancel(long scheduledId, long requestedId)
    {
        if (Find(scheduledId) is not { } activity) return;
        activity.CancelRequestedId = requestedId;
        Put(activity);
    }

    /// <summary>The history says that the activity is over.</summary>
    public void Forget(long scheduledId)
    {
        if (Find(scheduledId) is { } activity) Remove(activity);
    }

    /// <summary>
    /// Begins all activities anew. Each is without a worker: the start of an activity is in the history only together with its end.
    /// </summary>
    public void Reschedule()
    {
        foreach (var activity in activities.Values.ToArray())
        {
            activity.FirstScheduledTime = run.Work.Stamp;
            activity.ScheduledTime = run.Work.Stamp;
            Put(activity);
        }
    }

    /// <summary>Takes over a change from outside. A waiting attempt is offered anew, if it may be.</summary>
    public void Intervene(ActivityState activity)
    {
        activity.Interventions++;
        offeredAttempts.Remove(activity.ScheduledId);
        Put(activity);
    }

    public DateTime NextDeadline()
    {
        var due = DateTime.MaxValue;
        foreach (var activity in activities.Values)
        {
            if (ActivityTimeouts.Earliest(activity) is { } timeout) due = Times.Min(due, timeout.Due);
            if (activity is { StartedTime: null, Paused: false } && !IsOffered(activity)) due = Times.Min(due, activity.ScheduledTime.ToDateTime());
        }

        return due;
    }

    /// <summary>Applies all timeouts that have passed, in the order of their deadlines.</summary>
    public void FireDue()
    {
        var now = run.Work.Now;
        var due = activities.Values
            .Select(a => (Activity: a, Timeout: ActivityTimeouts.Earliest(a)))
            .Where(x => x.Timeout is { } t && t.Due <= now)
            .OrderBy(x => x.Timeout!.Value.Due).ThenBy(x => x.Activity.ScheduledId)
            .ToArray();
        foreach (var (activity, timeout) in due) TimeOut(activity, timeout!.Value.Type);
    }

    /// <summary>Offers the attempts whose time has come to the workers, each once.</summary>
    public void OfferDue(DateTime now)
    {
        foreach (var activity in activities.Values)
        {
            if (activity.StartedTime is not null || activity.Paused || IsOffered(activity) || activity.ScheduledTime.ToDateTime() > now) continue;
            offeredAttempts[activity.ScheduledId] = activity.Attempt;
            run.Core.Matching.Offer(new QueuedActivity(run, activity));
        }
    }

    public void Clear()
    {
        activities.Clear();
        byId.Clear();
        offeredAttempts.Clear();
    }

    public long StoredBytes => activities.StoredBytes;

    public void Load(long key, byte[] data)
    {
        var activity = ActivityState.Parser.ParseFrom(data);
        activities.Load(key, activity);
        byId[activity.ActivityId] = key;
    }

    public void Save(WriteBatch batch) => activities.Save(run.Key, batch);

    private bool IsOffered(ActivityState activity) =>
        offeredAttempts.TryGetValue(activity.ScheduledId, out var attempt) && attempt == activity.Attempt;

    private void TimeOut(ActivityState activity, TimeoutType type)
    {
        var failure = ActivityTimeouts.Failure(type);
        var state = Retry(activity, failure);
        if (state == RetryState.InProgress) return;
        if (state == RetryState.Timeout && type != TimeoutType.ScheduleToStart) failure = ActivityTimeouts.NoTimeLeft();
        failure.TimeoutFailureInfo.LastHeartbeatDetails = activity.HeartbeatDetails;
        failure.Cause = activity.LastFailure;
        Close(activity, new HistoryEvent
        {
            EventType = EventType.ActivityTaskTimedOut,
            ActivityTaskTimedOutEventAttributes = new() { Failure = failure, ScheduledEventId = activity.ScheduledId, RetryState = state },
        });
    }

    private RetryState Retry(ActivityState activity, Failure failure)
    {
        if (activity.CancelRequestedId > 0) return RetryState.CancelRequested;
        var limit = activity.ScheduleToClose.OrNone() is { } total ? activity.FirstScheduledTime.ToDateTime() + total : (DateTime?)null;
        var (state, interval) = RetryRules.Decide(activity.RetryPolicy, activity.Attempt, failure, run.Work.Now, limit);
        if (state != RetryState.InProgress) return state;
        activity.Attempt++;
        activity.Reset = false;
        activity.LastFailure = RetryRules.Shorten(failure);
        activity.StartedTime = null;
        activity.RequestId = "";
        activity.Identity = "";
        activity.LastCompletedTime = run.Work.Stamp;
        activity.RetryInterval = interval.ToDuration();
        activity.ScheduledTime = (run.Work.Now + interval).ToTimestamp();
        Put(activity);
        return state;
    }

    private void Close(ActivityState activity, HistoryEvent closed)
    {
        if (activity.StartedTime is not null) run.Events.Add(StartedEvent(activity));
        run.Events.Add(closed);
        Remove(activity);
        BufferLimit.Enforce(run);
        run.Tasks.Need();
    }

    private static HistoryEvent StartedEvent(ActivityState activity) => new()
    {
        EventType = EventType.ActivityTaskStarted,
        EventTime = activity.StartedTime.Clone(),
        ActivityTaskStartedEventAttributes = new()
        {
            ScheduledEventId = activity.ScheduledId,
            Identity = activity.Identity,
            RequestId = activity.RequestId,
            Attempt = activity.Attempt,
            LastFailure = activity.LastFailure,
            WorkerVersion = activity.WorkerVersion,
        },
    };

    /// <summary>What the history holds already is not counted as state.</summary>
    private static int InputBytes(ActivityState activity) => (activity.Input?.CalculateSize() ?? 0) + (activity.Header?.CalculateSize() ?? 0);

    private void Put(ActivityState activity) => activities.Put(activity.ScheduledId, activity);

    private void Remove(ActivityState activity)
    {
        activities.Remove(activity.ScheduledId);
        byId.Remove(activity.ActivityId);
        offeredAttempts.Remove(activity.ScheduledId);
    }
}
