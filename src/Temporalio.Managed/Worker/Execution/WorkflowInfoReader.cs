using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

internal static class WorkflowInfoReader
{
    private static readonly TimeSpan DefaultTaskTimeout = TimeSpan.FromSeconds(10);

    public static WorkflowInfo Read(WorkflowInstanceOptions options)
    {
        var start = options.Start.Start;
        var converter = options.DataConverter;
        return new(
            Attempt: start.Attempt,
            ContinuedRunId: start.ContinuedExecutionRunId.NullIfEmpty(),
            CronSchedule: start.CronSchedule.NullIfEmpty(),
            ExecutionTimeout: start.WorkflowExecutionTimeout.ToSpan(),
            FirstExecutionRunId: start.FirstExecutionRunId,
            Headers: start.Header?.Fields,
            LastFailure: start.ContinuedFailure is { } failure
                ? converter.FailureConverter.ToException(failure, converter.PayloadConverter)
                : null,
            LastResult: start.LastCompletionResult?.Payloads_.Select(p => (IRawValue)new RawValue(p)).ToArray(),
            Namespace: options.Namespace,
            Parent: start.ParentWorkflowExecution is { } parent
                ? new(start.ParentWorkflowNamespace, parent.RunId, parent.WorkflowId)
                : null,
            Priority: start.Priority is { } priority ? new(priority) : Priority.Default,
            RetryPolicy: start.RetryPolicy is { } retry ? RetryPolicy.FromProto(retry) : null,
            Root: start.RootWorkflowExecution is { } root ? new(root.RunId, root.WorkflowId) : null,
            RunId: options.RunId,
            RunTimeout: start.WorkflowRunTimeout.ToSpan(),
            StartTime: options.Start.Time,
            TaskQueue: options.TaskQueue,
            TaskTimeout: start.WorkflowTaskTimeout.ToSpan() ?? DefaultTaskTimeout,
            WorkflowId: start.WorkflowId,
            WorkflowStartTime: options.Start.Time,
            WorkflowType: start.WorkflowType.Name);
    }
}
