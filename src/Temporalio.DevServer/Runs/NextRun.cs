using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Runs;

/// <summary>A run that is to be started: what its first event says, and what that event does not say.</summary>
internal sealed class NextRun
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);

    public required string NamespaceId { get; init; }

    public required string RunId { get; init; }

    public required WorkflowExecutionStartedEventAttributes Started { get; init; }

    public string RequestId { get; init; } = Guid.NewGuid().ToString();

    public UserMetadata? UserMetadata { get; set; }

    /// <summary>Start of the first run of the chain; null for a new chain.</summary>
    public Timestamp? OriginalStartTime { get; init; }

    public TimeSpan FirstTaskBackoff => Started.FirstWorkflowTaskBackoff.OrZero();

    /// <summary>The next run of a cron workflow; null for others.</summary>
    public static NextRun? AfterSuccess(Run run, Payloads? result)
    {
        if (CronBackoff(run) is not { } backoff) return null;
        var start = run.Events.Get(1);
        var next = Again(run, start, ContinueAsNewInitiator.CronSchedule, backoff, 1);
        next.Started.LastCompletionResult = result;
        return next;
    }

    /// <summary>The next attempt, else the next run of a cron workflow, else null; and the reason there is no further attempt.</summary>
    public static (NextRun? Next, RetryState State) AfterFailure(Run run, Failure failure)
    {
        var (state, interval) = run.State.RetryPolicy is { } policy
            ? RetryRules.Decide(policy, run.State.Attempt, failure, run.Work.Now, run.State.ExecutionExpiration?.ToDateTime())
            : (RetryState.RetryPolicyNotSet, TimeSpan.Zero);
        NextRun? next = null;
        if (state == RetryState.InProgress)
            next = Again(run, run.Events.Get(1), ContinueAsNewInitiator.Retry, interval, run.State.Attempt + 1);
        else if (CronBackoff(run) is { } backoff)
            next = Again(run, run.Events.Get(1), ContinueAsNewInitiator.CronSchedule, backoff, 1);
        if (next is not null) next.Started.ContinuedFailure = failure;
        return (next, state);
    }

    public static NextRun ContinuedAsNew(Run run, ContinueAsNewWorkflowExecutionCommandAttributes command)
    {
        var state = run.State;
        var lived = run.Work.Now - state.StartTime.ToDateTime();
        var backoff = command.BackoffStartInterval.OrZero() + (lived < ShortestLife ? ShortestLife - lived : TimeSpan.Zero);
        var started = Linked(run, command.Initiator == ContinueAsNewInitiator.Unspecified ? ContinueAsNewInitiator.Workflow : command.Initiator);
        started.WorkflowType = command.WorkflowType?.Name is { Length: > 0 } ? command.WorkflowType : new WorkflowType { Name = state.WorkflowType };
        started.TaskQueue = new TaskQueue
        {
            Name = command.TaskQueue?.Name is { Length: > 0 } name ? name : state.TaskQueue,
            Kind = TaskQueueKind.Normal,
        };
        started.Input = command.Input;
        started.WorkflowRunTimeout = command.WorkflowRunTimeout.OrNone() is { } span ? RunLimits.RunTimeout(span, state.ExecutionTimeout.OrZero()).ToDuration() : state.RunTimeout ?? new Duration();
        started.WorkflowTaskTimeout = command.WorkflowTaskTimeout.OrNone() is null ? state.TaskTimeout : command.WorkflowTaskTimeout;
        started.RetryPolicy = command.RetryPolicy is null ? null : RetryRules.WithDefaults(command.RetryPolicy);
        started.CronSchedule = command.CronSchedule;
        started.Header = command.Header;
        started.Memo = command.Memo;
        started.SearchAttributes = SearchAttributeCodec.WithTypes(command.SearchAttributes, run.Core.Namespaces.Get(state.NamespaceId));
        started.LastCompletionResult = command.LastCompletionResult;
        started.ContinuedFailure = command.Failure;
        started.Attempt = 1;
        if (backoff > TimeSpan.Zero) started.FirstWorkflowTaskBackoff = backoff.ToDuration();
        return Of(run, started);
    }

    /// <summary>The same start once more, with what the caller said at the time: later changes of memo and attributes are not carried over.</summary>
    private static NextRun Again(Run run, HistoryEvent start, ContinueAsNewInitiator initiator, TimeSpan backoff, int attempt)
    {
        var first = start.WorkflowExecutionStartedEventAttributes;
        var started = Linked(run, initiator);
        started.WorkflowType = first.WorkflowType;
        started.TaskQueue = first.TaskQueue;
        started.Input = first.Input;
        started.WorkflowRunTimeout = first.WorkflowRunTimeout;
        started.WorkflowTaskTimeout = first.WorkflowTaskTimeout;
        started.RetryPolicy = first.RetryPolicy;
        started.CronSchedule = first.CronSchedule;
        started.Header = first.Header;
        started.Memo = first.Memo;
        started.SearchAttributes = first.SearchAttributes;
        started.LastCompletionResult = first.LastCompletionResult;
        started.Attempt = attempt;
        started.FirstWorkflowTaskBackoff = backoff.ToDuration();
        var next = Of(run, started);
        next.UserMetadata = start.UserMetadata;
        return next;
    }

    private static WorkflowExecutionStartedEventAttributes Linked(Run run, ContinueAsNewInitiator initiator)
    {
        var state = run.State;
        return new WorkflowExecutionStartedEventAttributes
        {
            WorkflowId = state.WorkflowId,
            Initiator = initiator,
            ContinuedExecutionRunId = state.RunId,
            FirstExecutionRunId = state.FirstRunId,
            WorkflowExecutionTimeout = state.ExecutionTimeout,
            WorkflowExecutionExpirationTime = state.ExecutionExpiration,
            ParentWorkflowNamespace = state.Parent?.Namespace ?? "",
            ParentWorkflowNamespaceId = state.Parent?.NamespaceId ?? "",
            ParentWorkflowExecution = state.Parent?.Execution,
            ParentInitiatedEventId = state.Parent?.InitiatedEventId ?? 0,
            RootWorkflowExecution = state.Root,
            PrevAutoResetPoints = RolledOver(run),
        };
    }

    private static NextRun Of(Run run, WorkflowExecutionStartedEventAttributes started)
    {
        var runId = Guid.NewGuid().ToString();
        started.OriginalExecutionRunId = runId;
        return new NextRun
        {
            NamespaceId = run.State.NamespaceId,
            RunId = runId,
            Started = started,
            OriginalStartTime = run.State.OriginalStartTime,
        };
    }

    private static TimeSpan? CronBackoff(Run run)
    {
        if (run.State.CronSchedule.Length == 0) return null;
        var now = run.Work.Now;
        var next = CronSchedule.Parse(run.State.CronSchedule).Next(now, run.State.ExecutionTime.ToDateTime());
        if (run.State.ExecutionExpiration is { } end && next > end.ToDateTime()) return null;
        return TimeSpan.FromSeconds(Math.Ceiling((next - now).TotalSeconds));
    }

    private static ResetPoints? RolledOver(Run run)
    {
        if (run.State.ResetPoints is not { Points.Count: > 0 } points) return null;
        var copy = points.Clone();
        var expires = (run.Work.Now + run.Core.Namespaces.RetentionOf(run.State.NamespaceId)).ToTimestamp();
        foreach (var point in copy.Points.Where(p => p.RunId == run.State.RunId)) point.ExpireTime = expires;
        return copy;
    }
}
