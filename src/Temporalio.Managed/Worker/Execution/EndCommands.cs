using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Worker.Machines;

namespace Temporalio.Worker.Execution;

/// <summary>The commands that end a run.</summary>
internal static class EndCommands
{
    public static PendingCommand Complete(Payload result) => new(EventType.WorkflowExecutionCompleted, new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = new() { Payloads_ = { result } } },
    });

    public static PendingCommand Fail(Failure failure) => new(EventType.WorkflowExecutionFailed, new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new() { Failure = failure },
    });

    public static PendingCommand Cancel() => new(EventType.WorkflowExecutionCanceled, new()
    {
        CommandType = CommandType.CancelWorkflowExecution,
        CancelWorkflowExecutionCommandAttributes = new(),
    });
}
