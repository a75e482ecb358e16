using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a workflow runs an activity inside its own worker. A start-to-close or a schedule-to-close timeout is required.</summary>
public class LocalActivityOptions : ICloneable
{
    /// <summary>Limit over all attempts.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Limit of the wait for a free slot.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Limit of one attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>Null means the default: without limit.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    /// <summary>Null means the token of the workflow.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Null means a number that the SDK counts.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Longest backoff that is waited for in the worker; a longer one becomes a timer. Null means one minute.</summary>
    public TimeSpan? LocalRetryThreshold { get; set; }

    /// <summary>One line shown by tools.</summary>
    public string? Summary { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
