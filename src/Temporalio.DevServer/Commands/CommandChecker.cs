using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.Visibility;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;

namespace Temporalio.DevServer.Commands;

/// <summary>
/// Looks through everything a completed workflow task asks for before any of it is done, so that a task is applied wholly or
/// not at all. It follows the commands in thought: what one of them starts, the next may cancel.
/// </summary>
internal sealed class CommandChecker(Run run, RespondWorkflowTaskCompletedRequest request)
{
    private const int PendingLimit = 2000;

    private readonly HashSet<string> newActivities = [];
    private readonly HashSet<long> cancelledActivities = [];
    private readonly HashSet<string> newTimers = [];
    private readonly HashSet<string> endedTimers = [];
    private readonly HashSet<string> newChildren = [];
    private int newSignals;
    private int newCancels;
    private readonly MessageChecker messages = new(run, request.Messages);
    private int buffered = run.Events.BufferedCount;

    /// <summary>The first thing wrong; null if all is well.</summary>
    /// <exception cref="ServiceError">The request makes no sense at all, or names an unknown namespace.</exception>
    public CommandFailure? Check()
    {
        CheckSequence();
        foreach (var command in request.Commands)
        {
            if (Check(command) is { } failure) return failure;
        }

        return messages.CheckRemaining();
    }

    public static bool Closes(CommandType type) => type is
        CommandType.CompleteWorkflowExecution or CommandType.FailWorkflowExecution or
        CommandType.CancelWorkflowExecution or CommandType.ContinueAsNewWorkflowExecution;

    private void CheckSequence()
    {
        var close = request.Commands.ToList().FindIndex(c => Closes(c.CommandType));
        if (close >= 0 && close < request.Commands.Count - 1)
        {
            throw ServiceError.InvalidArgument(
                $"invalid command sequence: [{string.Join(", ", request.Commands.Select(c => c.CommandType))}], command {request.Commands[close].CommandType} must be the last command.");
        }
    }

    private CommandFailure? Check(Command command) => command.AttributesCase switch
    {
        Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes => Check(command.ScheduleActivityTaskCommandAttributes),
        Command.AttributesOneofCase.RequestCancelActivityTaskCommandAttributes => Check(command.RequestCancelActivityTaskCommandAttributes),
        Command.AttributesOneofCase.StartTimerCommandAttributes => Check(command.StartTimerCommandAttributes),
        Command.AttributesOneofCase.CancelTimerCommandAttributes => Check(command.CancelTimerCommandAttributes),
        Command.AttributesOneofCase.RecordMarkerCommandAttributes => Check(command.RecordMarkerCommandAttributes),
        Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes => Check(command.StartChildWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes => Check(command.SignalExternalWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.RequestCancelExternalWorkflowExecutionCommandAttributes => Check(command.RequestCancelExternalWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes => Check(command.UpsertWorkflowSearchAttributesCommandAttributes),
        Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes => Check(command.ModifyWorkflowPropertiesCommandAttributes),
        Command.AttributesOneofCase.ProtocolMessageCommandAttributes => messages.Check(command.ProtocolMessageCommandAttributes.MessageId),
        Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes => CheckClose(
            Cause.BadCompleteWorkflowExecutionAttributes, "CompleteWorkflowExecutionCommandAttributes.Result", command.CompleteWorkflowExecutionCommandAttributes.Result),
        Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes => Check(command.FailWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes => CheckClose(
            Cause.BadCancelWorkflowExecutionAttributes, "CancelWorkflowExecutionCommandAttributes.Details", command.CancelWorkflowExecutionCommandAttributes.Details),
        Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes => Check(command.ContinueAsNewWorkflowExecutionCommandAttributes),
        _ => CommandTexts.WithoutAttributes(command.CommandType) ?? throw ServiceError.InvalidArgument($"unknown command type: {command.CommandType}"),
    };

    private CommandFailure? Check(ScheduleActivityTaskCommandAttributes a)
    {
        const Cause bad = Cause.BadScheduleActivityAttributes;
        if (ActivityDefaults.Apply(a, run.State.RunTimeout.OrZero()) is { } text) return new(bad, text);
        if (run.Activities.FindById(a.ActivityId) is not null || !newActivities.Add(a.ActivityId))
            return new(Cause.ScheduleActivityDuplicateId, Impossible("add-activitytask-scheduled-event", $"ActivityID: {a.ActivityId}"));
        if (run.Activities.Count + newActivities.Count > PendingLimit)
            return new(Cause.PendingActivitiesLimitExceeded, $"the number of pending activities, {PendingLimit}, has reached the per-workflow limit of {PendingLimit}");
        return PayloadLimits.Exceeded(a.Input) ? TooLarge(bad, "ScheduleActivityTaskCommandAttributes.Input") : null;
    }

    private CommandFailure? Check(RequestCancelActivityTaskCommandAttributes a)
    {
        if (a.ScheduledEventId == 0) return new(Cause.BadRequestCancelActivityAttributes, "ScheduledEventId is not set on RequestCancelActivityTaskCommand.");
        var known = run.Activities.Find(a.ScheduledEventId) is { CancelRequestedId: 0 } || run.Events.HasBufferedActivityClose(a.ScheduledEventId);
        return known && cancelledActivities.Add(a.ScheduledEventId)
            ? null
            : new(Cause.BadRequestCancelActivityAttributes, Impossible("add-activitytask-cancel-requested-event", $"ScheduledEventID: {a.ScheduledEventId}"));
    }

    private CommandFailure? Check(StartTimerCommandAttributes a)
    {
        if (a.TimerId.Length == 0) return new(Cause.BadStartTimerAttributes, "TimerId is not set on StartTimerCommand.");
        if (CommandTexts.IsTooLong(a.TimerId)) return new(Cause.BadStartTimerAttributes, CommandTexts.TooLong("TimerId", "StartTimerCommand", a.TimerId));
        if (a.StartToFireTimeout.Fault() is { } fault) return new(Cause.BadStartTimerAttributes, $"An invalid StartToFireTimeout is set on StartTimerCommand: {fault}. TimerId={a.TimerId}");
        var taken = (run.Timers.Contains(a.TimerId) && !endedTimers.Contains(a.TimerId)) || newTimers.Contains(a.TimerId);
        if (taken) return new(Cause.StartTimerDuplicateId, Impossible("add-timer-started-event", $"TimerID: {a.TimerId}"));
        newTimers.Add(a.TimerId);
        return null;
    }

    private CommandFailure? Check(CancelTimerCommandAttributes a)
    {
        if (a.TimerId.Length == 0) return new(Cause.BadCancelTimerAttributes, "TimerId is not set on CancelTimerCommand.");
        if (CommandTexts.IsTooLong(a.TimerId)) return new(Cause.BadCancelTimerAttributes, CommandTexts.TooLong("TimerId", "CancelTimerCommand", a.TimerId));
        if (newTimers.Remove(a.TimerId)) return null;
        if (run.Timers.Contains(a.TimerId) && endedTimers.Add(a.TimerId)) return null;
        var fired = run.Events.Buffered.Any(e => e.EventType == EventType.TimerFired && e.TimerFiredEventAttributes.TimerId == a.TimerId);
        if (!fired || !endedTimers.Add(a.TimerId)) return new(Cause.BadCancelTimerAttributes, Impossible("add-timer-canceled-event", $"TimerID: {a.TimerId}"));
        buffered--;
        return null;
    }

    private static CommandFailure? Check(RecordMarkerCommandAttributes a)
    {
        if (a.MarkerName.Length == 0) return new(Cause.BadRecordMarkerAttributes, "MarkerName is not set on RecordMarkerCommand.");
        if (CommandTexts.IsTooLong(a.MarkerName)) return new(Cause.BadRecordMarkerAttributes, CommandTexts.TooLong("MarkerName", "RecordMarkerCommand", a.MarkerName));
        return a.Details.Values.Sum(d => (long)d.CalculateSize()) > PayloadLimits.BlobBytes ? TooLarge(Cause.BadRecordMarkerAttributes, "RecordMarkerCommandAttributes.Details") : null;
    }

    private CommandFailure? Check(StartChildWorkflowExecutionCommandAttributes a)
    {
        const Cause bad = Cause.BadStartChildExecutionAttributes;
        CheckNamespace(a.Namespace);
        if (InvalidChild(a) is { } invalid) return new(bad, invalid);
        if (SearchAttributeCodec.Invalid(a.SearchAttributes, run.Core.Namespaces.Get(run.State.NamespaceId)) is { } wrong) return new(Cause.BadSearchAttributes, wrong);
        newChildren.Add(a.WorkflowId);
        if (run.Children.Count + newChildren.Count > PendingLimit)
            return new(Cause.PendingChildWorkflowsLimitExceeded, $"the number of pending child workflow executions, {PendingLimit}, has reached the per-workflow limit of {PendingLimit}");
        if (PayloadLimits.Exceeded(a.Memo)) return TooLarge(bad, "StartChildWorkflowExecutionCommandAttributes.Memo");
        return PayloadLimits.Exceeded(a.Input) ? TooLarge(bad, "StartChildWorkflowExecutionCommandAttributes.Input") : null;
    }

    private CommandFailure? Check(SignalExternalWorkflowExecutionCommandAttributes a)
    {
        const Cause bad = Cause.BadSignalWorkflowExecutionAttributes;
        CheckNamespace(a.Namespace);
        if (InvalidSignal(a) is { } invalid) return new(bad, invalid);
        if (++newSignals > PendingLimit)
            return new(Cause.PendingSignalsLimitExceeded, $"the number of pending signals to external workflows, {PendingLimit}, has reached the per-workflow limit of {PendingLimit}");
        return PayloadLimits.Exceeded(a.Input) ? TooLarge(bad, "SignalExternalWorkflowExecutionCommandAttributes.Input") : null;
    }

    private CommandFailure? Check(RequestCancelExternalWorkflowExecutionCommandAttributes a)
    {
        const Cause bad = Cause.BadRequestCancelExternalWorkflowExecutionAttributes;
        CheckNamespace(a.Namespace);
        if (InvalidCancel(a) is { } invalid) return new(bad, invalid);
        if (++newCancels > PendingLimit)
            return new(Cause.PendingRequestCancelLimitExceeded, $"the number of pending requests to cancel external workflows, {PendingLimit}, has reached the per-workflow limit of {PendingLimit}");
        return newChildren.Contains(a.WorkflowId)
            ? new(bad, $"Start and RequestCancel for child workflow is not allowed in same workflow task. WorkflowId={a.WorkflowId} RunId={a.RunId} Namespace={(a.Namespace.Length > 0 ? a.Namespace : run.NamespaceName)}")
            : null;
    }

    private CommandFailure? Check(UpsertWorkflowSearchAttributesCommandAttributes a)
    {
        if (a.SearchAttributes is null) return new(Cause.BadSearchAttributes, "SearchAttributes is not set on UpsertWorkflowSearchAttributesCommand.");
        if (a.SearchAttributes is not { IndexedFields.Count: > 0 }) return new(Cause.BadSearchAttributes, "IndexedFields is not set on UpsertWorkflowSearchAttributesCommand.");
        return SearchAttributeCodec.Invalid(a.SearchAttributes, run.Core.Namespaces.Get(run.State.NamespaceId)) is { } wrong ? new(Cause.BadSearchAttributes, wrong) : null;
    }

    private static CommandFailure? Check(ModifyWorkflowPropertiesCommandAttributes a)
    {
        const Cause bad = Cause.BadModifyWorkflowPropertiesAttributes;
        if (a.UpsertedMemo is null) return new(bad, "UpsertedMemo is not set on ModifyWorkflowPropertiesCommand.");
        if (a.UpsertedMemo.Fields.Count == 0) return new(bad, "UpsertedMemo.Fields is not set on ModifyWorkflowPropertiesCommand.");
        return PayloadLimits.Exceeded(a.UpsertedMemo) ? TooLarge(bad, "ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo") : null;
    }

    private CommandFailure? Check(FailWorkflowExecutionCommandAttributes a)
    {
        if (buffered > 0) return new(Cause.UnhandledCommand, "");
        return a.Failure is null ? new(Cause.BadFailWorkflowExecutionAttributes, "Failure is not set on FailWorkflowExecutionCommand.") : null;
    }

    private CommandFailure? Check(ContinueAsNewWorkflowExecutionCommandAttributes a)
    {
        const Cause bad = Cause.BadContinueAsNewAttributes;
        if (buffered > 0) return new(Cause.UnhandledCommand, "");
        if (InvalidContinuation(a) is { } invalid) return new(bad, invalid);
        if (SearchAttributeCodec.Invalid(a.SearchAttributes, run.Core.Namespaces.Get(run.State.NamespaceId)) is { } wrong) return new(Cause.BadSearchAttributes, wrong);
        if (PayloadLimits.Exceeded(a.Memo)) return TooLarge(bad, "ContinueAsNewWorkflowExecutionCommandAttributes.Memo");
        return PayloadLimits.Exceeded(a.Input) ? TooLarge(bad, "ContinueAsNewWorkflowExecutionCommandAttributes.Input") : null;
    }

    private CommandFailure? CheckClose(Cause cause, string field, IMessage? payloads)
    {
        if (buffered > 0) return new(Cause.UnhandledCommand, "");
        return PayloadLimits.Exceeded(payloads) ? TooLarge(cause, field) : null;
    }

    private string? InvalidChild(StartChildWorkflowExecutionCommandAttributes a)
    {
        const string command = "StartChildWorkflowExecutionCommand";
        var (id, type) = (a.WorkflowId, a.WorkflowType?.Name ?? "");
        var of = $"{CommandTexts.Shown("WorkflowId", id)} {CommandTexts.Shown("WorkflowType", type)} {Namespace(a.Namespace)}";
        if (id.Length == 0) return $"Required field WorkflowId is not set on {command}. WorkflowType={type} {Namespace(a.Namespace)}";
        if (CommandTexts.IsTooLong(id)) return $"WorkflowId on {command} exceeds length limit. {of}";
        if (type.Length == 0) return $"Required field WorkflowType is not set on {command}. WorkflowId={id} {Namespace(a.Namespace)}";
        if (CommandTexts.IsTooLong(type)) return $"WorkflowType on {command} exceeds length limit. {of}";
        if (a.WorkflowExecutionTimeout.Fault() is { } execution) return $"Invalid WorkflowExecutionTimeout on {command}: {execution}. {of}";
        if (a.WorkflowRunTimeout.Fault() is { } whole) return $"Invalid WorkflowRunTimeout on {command}: {whole}. {of}";
        if (a.WorkflowTaskTimeout.Fault() is { } task) return $"Invalid WorkflowTaskTimeout on {command}: {task}. {of}";
        if (RetryRules.Invalid(a.RetryPolicy) is { } policy) return $"invalid WorkflowRetryPolicy on {command}: {policy}. {of}";
        if (a.CronSchedule.Length > 0 && !CronSchedule.IsValid(a.CronSchedule)) return $"invalid CronSchedule on {command}: invalid CronSchedule.. {of}";
        return InvalidQueue(a.TaskQueue) is { } queue ? $"invalid TaskQueue on {command}: {queue}. {of} {CommandTexts.Shown(a.TaskQueue)}" : null;
    }

    private string? InvalidSignal(SignalExternalWorkflowExecutionCommandAttributes a)
    {
        const string command = "SignalExternalWorkflowExecutionCommand";
        if (a.Execution is null) return $"Execution is not set on {command}.";
        var (id, run) = (a.Execution.WorkflowId, a.Execution.RunId);
        if (id.Length == 0) return $"WorkflowId is not set on {command}. {Namespace(a.Namespace)} RunId={run} SignalName={a.SignalName}";
        var of = $"{CommandTexts.Shown("WorkflowId", id)} {Namespace(a.Namespace)} RunId={run}";
        if (CommandTexts.IsTooLong(id)) return $"WorkflowId on {command} exceeds length limit. {of} SignalName={a.SignalName}";
        if (run.Length > 0 && !Guid.TryParse(run, out _)) return $"Invalid RunId set on {command}. {of} SignalName={a.SignalName}";
        return a.SignalName.Length == 0 ? $"SignalName is not set on {command}. {of}" : null;
    }

    private string? InvalidCancel(RequestCancelExternalWorkflowExecutionCommandAttributes a)
    {
        const string command = "RequestCancelExternalWorkflowExecutionCommand";
        if (a.WorkflowId.Length == 0) return $"WorkflowId is not set on {command}. {Namespace(a.Namespace)} RunId={a.RunId}";
        var of = $"{CommandTexts.Shown("WorkflowId", a.WorkflowId)} RunId={a.RunId} {Namespace(a.Namespace)}";
        if (CommandTexts.IsTooLong(a.WorkflowId)) return $"WorkflowId on {command} exceeds length limit. {of}";
        return a.RunId.Length > 0 && !Guid.TryParse(a.RunId, out _) ? $"Invalid RunId set on {command}. {of}" : null;
    }

    private static string? InvalidContinuation(ContinueAsNewWorkflowExecutionCommandAttributes a)
    {
        const string command = "ContinueAsNewWorkflowExecutionCommand";
        var type = a.WorkflowType?.Name ?? "";
        if (CommandTexts.IsTooLong(type)) return CommandTexts.TooLong("WorkflowType", command, type);
        var of = $"WorkflowType={type}{(a.TaskQueue is null ? "" : $" {CommandTexts.Shown(a.TaskQueue)}")}";
        if (InvalidQueue(a.TaskQueue) is { } queue) return $"error validating {command} TaskQueue: {queue}. {of}";
        if (a.WorkflowRunTimeout.Fault() is { } whole) return $"Invalid WorkflowRunTimeout on {command}: {whole}. {of}";
        if (a.WorkflowTaskTimeout.Fault() is { } task) return $"Invalid WorkflowTaskTimeout on {command}: {task}. {of}";
        if (a.BackoffStartInterval.Fault() is { } backoff) return $"Invalid BackoffStartInterval on {command}: {backoff}. {of}";
        if (RetryRules.Invalid(a.RetryPolicy) is { } policy) return $"invalid WorkflowRetryPolicy on {command}: {policy}. {of}";
        return a.CronSchedule.Length > 0 && !CronSchedule.IsValid(a.CronSchedule) ? $"invalid CronSchedule on {command}: invalid CronSchedule.. {of}" : null;
    }

    /// <summary>A queue that is left out is the run's own.</summary>
    private static string? InvalidQueue(TaskQueue? queue)
    {
        if (queue is null || queue.Name.Length == 0) return null;
        if (CommandTexts.IsTooLong(queue.Name)) return "taskQueue length exceeds limit";
        return queue.Name.StartsWith("/_sys/", StringComparison.Ordinal) ? "task queue name cannot start with reserved prefix /_sys/" : null;
    }

    private string Namespace(string name) => $"Namespace={(name.Length > 0 ? name : run.NamespaceName)}";

    private void CheckNamespace(string name)
    {
        if (name.Length > 0) run.Core.Namespaces.ByName(name);
    }

    private static string Impossible(string action, string on) => $"invalid history builder state for action: {action}, {on}";

    private static CommandFailure TooLarge(Cause cause, string field) => new(cause, $"{field} exceeds size limit.", EndsRun: true);
}
