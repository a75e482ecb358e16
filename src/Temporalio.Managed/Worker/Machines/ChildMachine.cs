using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Machines;

/// <summary>How the start of a child ended.</summary>
/// <param name="RunId">The run, when it started.</param>
/// <param name="Cause">Why the service refused to start it.</param>
/// <param name="Failure">The cancellation, when code cancelled it before it started.</param>
internal readonly record struct ChildStart(string? RunId, StartChildWorkflowExecutionFailedCause Cause, Failure? Failure);

/// <summary>One child workflow of a run.</summary>
internal sealed class ChildMachine
{
    private readonly TaskCompletionSource<ChildStart> started = new();
    private readonly TaskCompletionSource<Outcome> done = new();
    private readonly RunMachine run;
    private readonly StartChildWorkflowExecutionCommandAttributes attributes;
    private readonly ChildWorkflowCancellationType cancellationType;
    private readonly PendingCommand start;
    private long initiatedEventId;
    private long startedEventId;
    private string runId = string.Empty;
    private bool startResolved;
    private bool cancelRequested;
    private bool closed;

    public ChildMachine(
        RunMachine run,
        StartChildWorkflowExecutionCommandAttributes attributes,
        ChildWorkflowCancellationType cancellationType,
        UserMetadata? metadata)
    {
        this.run = run;
        this.attributes = attributes;
        this.cancellationType = cancellationType;
        var command = new Command
        {
            CommandType = CommandType.StartChildWorkflowExecution,
            StartChildWorkflowExecutionCommandAttributes = attributes,
            UserMetadata = metadata,
        };
        start = run.Add(new(EventType.StartChildWorkflowExecutionInitiated, command)
        {
            Check = CheckInitiated,
            OnRecorded = e =>
            {
                initiatedEventId = e.EventId;
                run.Listen(initiatedEventId, OnEvent);
            },
        });
    }

    public string WorkflowId => attributes.WorkflowId;

    public string WorkflowType => attributes.WorkflowType.Name;

    public Task<ChildStart> Started => started.Task;

    public Task<Outcome> Done => done.Task;

    public void Cancel(string reason)
    {
        if (closed || cancelRequested)
            return;
        cancelRequested = true;
        if (!start.IsRecorded)
        {
            start.Dropped = true;
            Close(Canceled("Child Workflow execution cancelled before scheduled", null));
            return;
        }
        if (cancellationType != ChildWorkflowCancellationType.Abandon)
            run.Add(new(
                EventType.RequestCancelExternalWorkflowExecutionInitiated,
                RunMachine.CancelExternalCommand(attributes.Namespace, attributes.WorkflowId, runId, childOnly: true, reason))
            {
                // Whether the request arrived does not matter: the child's own events tell how it ended.
                OnRecorded = e => run.Listen(e.EventId, _ => { }),
            });
        if (cancellationType is ChildWorkflowCancellationType.Abandon or ChildWorkflowCancellationType.TryCancel)
            Close(Canceled("Child Workflow execution cancelled", null));
    }

    private string? CheckInitiated(HistoryEvent e)
    {
        if (!run.ChecksIdsAndTypes)
            return null;
        var initiated = e.StartChildWorkflowExecutionInitiatedEventAttributes;
        if (initiated.WorkflowId != attributes.WorkflowId)
            return $"child workflow id {attributes.WorkflowId} was expected";
        return initiated.WorkflowType.Name == attributes.WorkflowType.Name ? null : $"child workflow type {attributes.WorkflowType.Name} was expected";
    }

    private void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ChildWorkflowExecutionStarted:
                startedEventId = e.EventId;
                runId = e.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.RunId;
                ResolveStart(new(runId, default, null));
                break;
            case EventType.StartChildWorkflowExecutionFailed:
                closed = true;
                ResolveStart(new(null, e.StartChildWorkflowExecutionFailedEventAttributes.Cause, null));
                break;
            case EventType.ChildWorkflowExecutionCompleted:
                Close(Outcome.Success(e.ChildWorkflowExecutionCompletedEventAttributes.Result));
                break;
            case EventType.ChildWorkflowExecutionFailed:
                var failed = e.ChildWorkflowExecutionFailedEventAttributes;
                Close(Failed("Child Workflow execution failed", failed.Failure, failed.RetryState));
                break;
            case EventType.ChildWorkflowExecutionTimedOut:
                Close(Failed(
                    "Child Workflow execution timed out",
                    new() { Message = "Child Workflow execution timed out", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } },
                    e.ChildWorkflowExecutionTimedOutEventAttributes.RetryState));
                break;
            case EventType.ChildWorkflowExecutionTerminated:
                Close(Failed(
                    "Child Workflow execution terminated",
                    new() { Message = "Child Workflow execution terminated", TerminatedFailureInfo = new() },
                    RetryState.NonRetryableFailure));
                break;
            case EventType.ChildWorkflowExecutionCanceled:
                Close(Canceled("Child Workflow execution cancelled", e.ChildWorkflowExecutionCanceledEventAttributes.Details));
                break;
            default:
                throw Nondeterminism.Error($"{e.Describe()} cannot belong to child workflow {attributes.WorkflowId}");
        }
    }

    private void ResolveStart(ChildStart result)
    {
        if (startResolved)
            return;
        startResolved = true;
        run.AddJob(new ResolveJob(() => started.TrySetResult(result)));
    }

    private void Close(Outcome outcome)
    {
        if (closed)
            return;
        closed = true;
        ResolveStart(new(null, default, outcome.Failure));
        run.AddJob(new ResolveJob(() => done.TrySetResult(outcome)));
    }

    private Outcome Canceled(string message, Payloads? details) =>
        Failed(message, new() { Message = message, CanceledFailureInfo = new() { Details = details } }, RetryState.NonRetryableFailure);

    private Outcome Failed(string message, Failure? cause, RetryState retryState) => Outcome.Failed(new()
    {
        Message = message,
        Cause = cause,
        ChildWorkflowExecutionFailureInfo = new()
        {
            Namespace = attributes.Namespace,
            WorkflowExecution = new() { WorkflowId = attributes.WorkflowId, RunId = runId },
            WorkflowType = attributes.WorkflowType,
            InitiatedEventId = initiatedEventId,
            StartedEventId = startedEventId,
            RetryState = retryState,
        },
    });
}
