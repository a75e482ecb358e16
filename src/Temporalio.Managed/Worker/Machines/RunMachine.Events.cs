using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>How events are applied.</summary>
internal sealed partial class RunMachine
{
    private void Apply(ArraySegment<HistoryEvent> sequence, ArraySegment<HistoryEvent> next)
    {
        var isLast = sequences.Count == 0;
        LookAhead(sequence, next.Array is null ? ArraySegment<HistoryEvent>.Empty : next);
        var matching = false;
        for (var i = 0; i < sequence.Count; i++)
        {
            var e = sequence[i];
            Deliver(e.EventId - 1);
            var isCommandEvent = e.IsCommandEvent();
            if (matching && !isCommandEvent)
                RequireAllMatched(e);
            matching = e.EventType == EventType.WorkflowTaskCompleted || (matching && isCommandEvent);
            if (isLast && !isCommandEvent && e.EventType != EventType.WorkflowTaskCompleted && e.EventId > previousStartedEventId)
                Replaying = false;
            lastEventId = e.EventId;
            if (isCommandEvent)
                Match(e, i + 1 < sequence.Count ? sequence[i + 1] : null);
            else
                Handle(e);
        }
        if (matching)
            RequireAllMatched(sequence[^1]);
    }

    /// <summary>Reads what the task after this one recorded about it: patches taken, updates accepted, behaviour used.</summary>
    private void LookAhead(ArraySegment<HistoryEvent> sequence, ArraySegment<HistoryEvent> next)
    {
        foreach (var e in sequence.Concat(next).Where(e => e.EventType == EventType.WorkflowExecutionUpdateAdmitted))
            Remember(e.WorkflowExecutionUpdateAdmittedEventAttributes);
        // A first sequence may itself hold completed heartbeats.
        foreach (var e in sequence.Concat(next))
        {
            if (e.EventType == EventType.WorkflowTaskCompleted)
                ReadMetadata(e.WorkflowTaskCompletedEventAttributes);
        }
        foreach (var e in next)
        {
            if (PatchMarkers.Read(e) is { } patch)
                NotifyPatch(patch.Id);
            else if (e.EventType == EventType.MarkerRecorded)
                Foresee(e);
            else if (e.EventType == EventType.WorkflowExecutionUpdateAccepted)
                Foresee(e.WorkflowExecutionUpdateAcceptedEventAttributes);
        }
    }

    private void ReadMetadata(WorkflowTaskCompletedEventAttributes completed)
    {
        if (completed.SdkMetadata is not { } metadata)
            return;
        CoreFlags.AddRecorded(metadata.CoreUsedFlags);
        LangFlags.AddRecorded(metadata.LangUsedFlags);
        if (metadata.SdkName.Length > 0)
            RecordedSdk = (metadata.SdkName, metadata.SdkVersion);
    }

    private void Handle(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                Time = e.EventTime.ToDateTime();
                AddJob(new InitializeJob(e.WorkflowExecutionStartedEventAttributes, Time));
                break;
            case EventType.WorkflowTaskStarted:
                StartTask(e);
                break;
            case EventType.WorkflowTaskFailed when e.WorkflowTaskFailedEventAttributes.Cause == WorkflowTaskFailedCause.ResetWorkflow:
                AddJob(new RandomSeedJob(RandomSeed.FromRunId(e.WorkflowTaskFailedEventAttributes.NewRunId)));
                break;
            case EventType.WorkflowExecutionSignaled:
                AddJob(new SignalJob(e.WorkflowExecutionSignaledEventAttributes));
                break;
            case EventType.WorkflowExecutionCancelRequested:
                AddJob(new CancelJob(e.WorkflowExecutionCancelRequestedEventAttributes.Cause));
                break;
            case EventType.WorkflowExecutionUpdateAdmitted:
                Admit(e);
                break;
            default:
                Dispatch(e);
                break;
        }
    }

    private void StartTask(HistoryEvent e)
    {
        var started = e.WorkflowTaskStartedEventAttributes;
        LastStartedEventId = e.EventId;
        codeMayRun = true;
        AdvanceTime(e.EventTime.ToDateTime());
        HistorySize = started.HistorySizeBytes;
        ContinueAsNewSuggested = started.SuggestContinueAsNew;
        ContinueAsNewReasons = started.SuggestContinueAsNewReasons;
        DeploymentVersionChanged = started.TargetWorkerDeploymentVersionChanged;
    }

    private void AdvanceTime(DateTime time)
    {
        if (time > Time)
            Time = time;
    }

    private void Dispatch(HistoryEvent e)
    {
        if (InitiatorOf(e) is not { } initiator)
        {
            if (!IsIgnored(e))
                throw new InvalidDataException($"History holds {e.Describe()}, which this SDK does not know");
            return;
        }
        if (!listeners.TryGetValue(initiator, out var listener))
            throw Nondeterminism.Error($"{e.Describe()} answers event {initiator}, which no command of the code produced");
        listener(e);

        // Whatever else answers a command ends what it began; long runs would pile up listeners.
        if (e.EventType is not (EventType.ActivityTaskStarted or EventType.ChildWorkflowExecutionStarted))
            listeners.Remove(initiator);
    }

    private static long? InitiatorOf(HistoryEvent e) => e.EventType switch
    {
        EventType.TimerFired => e.TimerFiredEventAttributes.StartedEventId,
        EventType.ActivityTaskStarted => e.ActivityTaskStartedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCompleted => e.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskFailed => e.ActivityTaskFailedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskTimedOut => e.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCanceled => e.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        EventType.StartChildWorkflowExecutionFailed => e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionStarted => e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCompleted => e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionFailed => e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCanceled => e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTimedOut => e.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTerminated => e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionSignaled => e.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId,
        EventType.SignalExternalWorkflowExecutionFailed => e.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionCancelRequested => e.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId,
        EventType.RequestCancelExternalWorkflowExecutionFailed => e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        _ => null,
    };

    private static bool IsIgnored(HistoryEvent e) => e.WorkerMayIgnore || e.IsClosing() || e.EventType
        is EventType.WorkflowTaskScheduled
        or EventType.WorkflowTaskCompleted
        or EventType.WorkflowTaskTimedOut
        or EventType.WorkflowTaskFailed
        or EventType.WorkflowExecutionOptionsUpdated
        or EventType.WorkflowExecutionPaused
        or EventType.WorkflowExecutionUnpaused
        or EventType.WorkflowPropertiesModifiedExternally
        or EventType.ActivityPropertiesModifiedExternally;
}
