using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>What a running activity knows of itself.</summary>
public record ActivityInfo(
    string ActivityId,
    string ActivityType,
    int Attempt,
    DateTime CurrentAttemptScheduledTime,
    DataConverter DataConverter,
    IReadOnlyCollection<Payload> HeartbeatDetails,
    TimeSpan? HeartbeatTimeout,
    bool IsLocal,
    string Namespace,
    Common.Priority Priority,
    Common.RetryPolicy? RetryPolicy,
    TimeSpan? ScheduleToCloseTimeout,
    DateTime ScheduledTime,
    TimeSpan? StartToCloseTimeout,
    DateTime StartedTime,
    string TaskQueue,
    byte[] TaskToken,
    string? WorkflowId,
    string? WorkflowNamespace,
    string? WorkflowRunId,
    string? WorkflowType)
{
    /// <summary>Whether a workflow started the activity.</summary>
    public bool IsWorkflowActivity => WorkflowId is not null;

    /// <summary>What every log entry of the activity carries.</summary>
    internal IReadOnlyDictionary<string, object> LogScope { get; } = new Dictionary<string, object>
    {
        ["ActivityId"] = ActivityId,
        ["ActivityType"] = ActivityType,
        ["Attempt"] = Attempt,
        ["Namespace"] = Namespace,
        ["TaskQueue"] = TaskQueue,
        ["WorkflowId"] = WorkflowId ?? string.Empty,
        ["WorkflowRunId"] = WorkflowRunId ?? string.Empty,
        ["WorkflowType"] = WorkflowType ?? string.Empty,
    };

    /// <summary>A detail of the last heartbeat of the previous attempt.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such detail.</exception>
    public Task<T> HeartbeatDetailAtAsync<T>(int index)
    {
        if (index < 0 || index >= HeartbeatDetails.Count)
            throw new ArgumentOutOfRangeException(nameof(index), $"There are {HeartbeatDetails.Count} heartbeat details");
        return DataConverter.ToValueAsync<T>(HeartbeatDetails.ElementAt(index));
    }
}
