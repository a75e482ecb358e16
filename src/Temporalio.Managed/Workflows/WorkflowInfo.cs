using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>What the running workflow knows of itself; it does not change while the run lasts.</summary>
public record WorkflowInfo(
    int Attempt,
    string? ContinuedRunId,
    string? CronSchedule,
    TimeSpan? ExecutionTimeout,
    string FirstExecutionRunId,
    IReadOnlyDictionary<string, Payload>? Headers,
    Exception? LastFailure,
    IReadOnlyCollection<IRawValue>? LastResult,
    string Namespace,
    WorkflowInfo.ParentInfo? Parent,
    Common.Priority Priority,
    Common.RetryPolicy? RetryPolicy,
    WorkflowInfo.RootInfo? Root,
    string RunId,
    TimeSpan? RunTimeout,
    DateTime StartTime,
    string TaskQueue,
    TimeSpan TaskTimeout,
    string WorkflowId,
    DateTime WorkflowStartTime,
    string WorkflowType)
{
    /// <summary>The workflow that started this one.</summary>
    public record ParentInfo(string Namespace, string RunId, string WorkflowId);

    /// <summary>The first workflow of the tree of parents and children.</summary>
    public record RootInfo(string RunId, string WorkflowId);

    /// <summary>What every log entry of the run carries.</summary>
    internal IReadOnlyDictionary<string, object> LogScope { get; } = new Dictionary<string, object>
    {
        ["Attempt"] = Attempt,
        ["Namespace"] = Namespace,
        ["RunId"] = RunId,
        ["TaskQueue"] = TaskQueue,
        ["WorkflowId"] = WorkflowId,
        ["WorkflowType"] = WorkflowType,
    };
}
