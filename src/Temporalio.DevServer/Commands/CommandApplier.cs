using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Commands;

/// <summary>Does what the commands of a completed workflow task say. They were checked; nothing here refuses.</summary>
internal sealed class CommandApplier(Run run, RespondWorkflowTaskCompletedRequest request, long taskCompletedId)
{
    private readonly Dictionary<string, Message> messages = request.Messages.ToDictionary(m => m.Id);

    /// <summary>Ids of activities that ask to start in the hands of the completing worker.</summary>
    public List<long> EagerActivities { get; } = [];

    public void Apply()
    {
        foreach (var command in request.Commands) Apply(command);
        foreach (var message in messages.Values.ToArray()) Apply(message);
    }

    private void Apply(Command command)
    {
        switch (command.AttributesCase)
        {
            case Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes: Schedule(command); break;
            case Command.AttributesOneofCase.RequestCancelActivityTaskCommandAttributes: CancelActivity(command); break;
            case Command.AttributesOneofCase.StartTimerCommandAttributes: StartTimer(command); break;
            case Command.AttributesOneofCase.CancelTimerCommandAttributes: CancelTimer(command); break;
            case Command.AttributesOneofCase.RecordMarkerCommandAttributes: RecordMarker(command); break;
            case Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes: StartChild(command); break;
            case Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes: SignalExternal(command); break;
            case Command.AttributesOneofCase.RequestCancelExternalWorkflowExecutionCommandAttributes: CancelExternal(command); break;
            case Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes: UpsertAttributes(command); break;
            case Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes: ModifyProperties(command); break;
            case Command.AttributesOneofCase.ProtocolMessageCommandAttributes:
                if (messages.Remove(command.ProtocolMessageCommandAttributes.MessageId, out var message)) Apply(message);
                break;
            case Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes:
                run.Closing.Complete(command.CompleteWorkflowExecutionCommandAttributes.Result, taskCompletedId);
                break;
            case Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes:
                run.Closing.Fail(command.FailWorkflowExecutionCommandAttributes.Failure, taskCompletedId);
                break;
            case Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes:
                run.Closing.Cancel(command.CancelWorkflowExecutionCommandAttributes.Details, taskCompletedId);
                break;
            case Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes:
                run.Closing.ContinueAsNew(command.ContinueAsNewWorkflowExecutionCommandAttributes, command.UserMetadata, taskCompletedId);
                break;
        }
    }

    private void Apply(Message message)
    {
        messages.Remove(message.Id);
        var id = message.ProtocolInstanceId;
        if (message.Body.TryUnpack<Acceptance>(out var acceptance)) run.Updates.Accept(id, acceptance);
        else if (message.Body.TryUnpack<Response>(out var response)) run.Updates.Complete(id, response);
        else if (message.Body.TryUnpack<Rejection>(out var rejection)) run.Updates.Reject(id, rejection.Failure);
    }

    private void Schedule(Command command)
    {
        var a = command.ScheduleActivityTaskCommandAttributes;
        var scheduled = Add(command, new HistoryEvent
        {
            EventType = EventType.ActivityTaskScheduled,
            ActivityTaskScheduledEventAttributes = new()
            {
                ActivityId = a.ActivityId,
                ActivityType = a.ActivityType,
                TaskQueue = a.TaskQueue,
                Header = a.Header,
                Input = a.Input,
                ScheduleToCloseTimeout = a.ScheduleToCloseTimeout,
                ScheduleToStartTimeout = a.ScheduleToStartTimeout,
                StartToCloseTimeout = a.StartToCloseTimeout,
                HeartbeatTimeout = a.HeartbeatTimeout,
                WorkflowTaskCompletedEventId = taskCompletedId,
                RetryPolicy = a.RetryPolicy,
                UseWorkflowBuildId = a.UseWorkflowBuildId,
                Priority = a.Priority,
            },
        });
        run.Activities.Add(scheduled);
        if (a.RequestEagerExecution && a.TaskQueue.Name == run.State.TaskQueue) EagerActivities.Add(scheduled.EventId);
    }

    private void CancelActivity(Command command)
    {
        var scheduledId = command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId;
        var requested = Add(command, new HistoryEvent
        {
            EventType = EventType.ActivityTaskCancelRequested,
            ActivityTaskCancelRequestedEventAttributes = new() { ScheduledEventId = scheduledId, WorkflowTaskCompletedEventId = taskCompletedId },
        });
        run.Activities.RequestCancel(scheduledId, requested.EventId, request.Identity);
    }

    private void StartTimer(Command command)
    {
        var a = command.StartTimerCommandAttributes;
        var started = Add(command, new HistoryEvent
        {
            EventType = EventType.TimerStarted,
            TimerStartedEventAttributes = new()
            {
                TimerId = a.TimerId,
                StartToFireTimeout = a.StartToFireTimeout,
                WorkflowTaskCompletedEventId = taskCompletedId,
            },
        });
        run.Timers.Add(a.TimerId, started.EventId, started.EventTime.ToDateTime() + a.StartToFireTimeout.OrZero());
    }

    private void CancelTimer(Command command)
    {
        var timerId = command.CancelTimerCommandAttributes.TimerId;
        var startedId = run.Timers.Remove(timerId) ?? run.Events.RemoveBufferedTimer(timerId);
        Add(command, new HistoryEvent
        {
            EventType = EventType.TimerCanceled,
            TimerCanceledEventAttributes = new()
            {
                TimerId = timerId,
                StartedEventId = startedId ?? 0,
                WorkflowTaskCompletedEventId = taskCompletedId,
                Identity = request.Identity,
            },
        });
    }

    private void RecordMarker(Command command)
    {
        var a = command.RecordMarkerCommandAttributes;
        Add(command, new HistoryEvent
        {
            EventType = EventType.MarkerRecorded,
            MarkerRecordedEventAttributes = new()
            {
                MarkerName = a.MarkerName,
                Details = { a.Details },
                WorkflowTaskCompletedEventId = taskCompletedId,
                Header = a.Header,
                Failure = a.Failure,
            },
        });
    }

    private void StartChild(Command command)
    {
        var initiated = Add(command, new HistoryEvent
        {
            EventType = EventType.StartChildWorkflowExecutionInitiated,
            StartChildWorkflowExecutionInitiatedEventAttributes = ChildStart.Initiated(run, command.StartChildWorkflowExecutionCommandAttributes, taskCompletedId),
        });
        run.Children.Add(initiated);
        run.Work.Then(() => ChildStart.Perform(run, initiated));
    }

    private void SignalExternal(Command command)
    {
        var a = command.SignalExternalWorkflowExecutionCommandAttributes;
        var target = Namespace(a.Namespace);
        var initiated = Add(command, new HistoryEvent
        {
            EventType = EventType.SignalExternalWorkflowExecutionInitiated,
            SignalExternalWorkflowExecutionInitiatedEventAttributes = new()
            {
                WorkflowTaskCompletedEventId = taskCompletedId,
                Namespace = target.Name,
                NamespaceId = target.Id,
                WorkflowExecution = a.Execution,
                SignalName = a.SignalName,
                Input = a.Input,
                Control = a.Control,
                ChildWorkflowOnly = a.ChildWorkflowOnly,
                Header = a.Header,
            },
        });
        run.Work.Then(() => ExternalCalls.Signal(run, initiated));
    }

    private void CancelExternal(Command command)
    {
        var a = command.RequestCancelExternalWorkflowExecutionCommandAttributes;
        var target = Namespace(a.Namespace);
        var initiated = Add(command, new HistoryEvent
        {
            EventType = EventType.RequestCancelExternalWorkflowExecutionInitiated,
            RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new()
            {
                WorkflowTaskCompletedEventId = taskCompletedId,
                Namespace = target.Name,
                NamespaceId = target.Id,
                WorkflowExecution = new WorkflowExecution { WorkflowId = a.WorkflowId, RunId = a.RunId },
                Control = a.Control,
                ChildWorkflowOnly = a.ChildWorkflowOnly,
                Reason = a.Reason,
            },
        });
        run.Work.Then(() => ExternalCalls.Cancel(run, initiated));
    }

    private void UpsertAttributes(Command command)
    {
        var a = command.UpsertWorkflowSearchAttributesCommandAttributes;
        var typed = SearchAttributeCodec.WithTypes(a.SearchAttributes, run.Core.Namespaces.Get(run.State.NamespaceId))!;
        Add(command, new HistoryEvent
        {
            EventType = EventType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesEventAttributes = new() { WorkflowTaskCompletedEventId = taskCompletedId, SearchAttributes = typed },
        });
        run.State.SearchAttributes = SearchAttributeCodec.Merge(run.State.SearchAttributes, typed);
        run.VisibilityChanged = true;
    }

    private void ModifyProperties(Command command)
    {
        var memo = command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo;
        Add(command, new HistoryEvent
        {
            EventType = EventType.WorkflowPropertiesModified,
            WorkflowPropertiesModifiedEventAttributes = new() { WorkflowTaskCompletedEventId = taskCompletedId, UpsertedMemo = memo },
        });
        run.MergeMemo(memo);
        run.VisibilityChanged = true;
    }

    private NamespaceRecord Namespace(string name) =>
        name.Length == 0 ? run.Core.Namespaces.Get(run.State.NamespaceId) : run.Core.Namespaces.ByName(name);

    private HistoryEvent Add(Command command, HistoryEvent added)
    {
        added.UserMetadata = command.UserMetadata;
        return run.Events.Add(added);
    }
}
