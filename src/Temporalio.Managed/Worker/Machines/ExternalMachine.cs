using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>One signal to, or one cancel request for, another workflow.</summary>
internal sealed class ExternalMachine
{
    private readonly TaskCompletionSource<Failure?> done = new();
    private readonly RunMachine run;
    private readonly PendingCommand command;
    private bool closed;

    private ExternalMachine(RunMachine run, EventType expected, Command command)
    {
        this.run = run;
        this.command = run.Add(new(expected, command) { OnRecorded = e => run.Listen(e.EventId, OnEvent) });
    }

    /// <summary>Completes with null when the other workflow was reached, else with the failure.</summary>
    public Task<Failure?> Done => done.Task;

    public static ExternalMachine Signal(RunMachine run, SignalExternalWorkflowExecutionCommandAttributes attributes) =>
        new(run, EventType.SignalExternalWorkflowExecutionInitiated, new()
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = attributes,
        });

    public static ExternalMachine Cancel(RunMachine run, string ns, string workflowId, string? runId) =>
        new(
            run,
            EventType.RequestCancelExternalWorkflowExecutionInitiated,
            RunMachine.CancelExternalCommand(ns, workflowId, runId, childOnly: false, string.Empty));

    /// <summary>Takes the request back; possible only until it was sent.</summary>
    public void Withdraw()
    {
        if (closed || command.IsRecorded)
            return;
        command.Dropped = true;
        Close(new() { Message = "Signal was cancelled before being sent", CanceledFailureInfo = new() });
    }

    private void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ExternalWorkflowExecutionSignaled or EventType.ExternalWorkflowExecutionCancelRequested:
                Close(null);
                break;
            case EventType.SignalExternalWorkflowExecutionFailed:
                Close(NotReached("signal", e.SignalExternalWorkflowExecutionFailedEventAttributes.Cause));
                break;
            case EventType.RequestCancelExternalWorkflowExecutionFailed:
                Close(NotReached("cancel", e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.Cause));
                break;
            default:
                throw Nondeterminism.Error($"{e.Describe()} cannot belong to {command.Describe()}");
        }
    }

    private void Close(Failure? failure)
    {
        if (closed)
            return;
        closed = true;
        run.AddJob(new ResolveJob(() => done.TrySetResult(failure)));
    }

    private static Failure NotReached<TCause>(string what, TCause cause)
        where TCause : struct, Enum =>
        new()
        {
            Message = $"Unable to {what} external workflow because "
                + (cause.ToString().Contains("NotFound", StringComparison.Ordinal) ? "it was not found" : $"of {cause}"),
            ApplicationFailureInfo = new() { Type = cause.ToString() },
        };
}
