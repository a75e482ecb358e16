using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a workflow runs an activity. A start-to-close or a schedule-to-close timeout is required.</summary>
public class ActivityOptions : ICloneable
{
    /// <summary>Limit over all attempts.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Limit of the wait in the task queue.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Limit of one attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>Longest pause between two heartbeats.</summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>Null means the default of the service: without limit.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    /// <summary>Null means the token of the workflow.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Null means the queue of the workflow.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line shown by tools.</summary>
    public string? Summary { get; set; }

    /// <summary>Null means a number that the SDK counts.</summary>
    public string? ActivityId { get; set; }

    public VersioningIntent VersioningIntent { get; set; }

    public bool DisableEagerActivityExecution { get; set; }

    public Priority? Priority { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
