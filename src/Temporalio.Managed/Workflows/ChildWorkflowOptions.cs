using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a workflow starts a child workflow.</summary>
public class ChildWorkflowOptions : ICloneable
{
    /// <summary>Null means a new id that is the same on replay.</summary>
    public string? Id { get; set; }

    /// <summary>Null means the queue of the parent.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line shown by tools.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Text shown by tools.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>Null means no retry.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    public ChildWorkflowCancellationType CancellationType { get; set; } = ChildWorkflowCancellationType.WaitCancellationCompleted;

    /// <summary>Null means the token of the parent.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public ParentClosePolicy ParentClosePolicy { get; set; } = ParentClosePolicy.Terminate;

    /// <summary>Limit over all runs.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Limit of one run.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Limit of one workflow task.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    public string? CronSchedule { get; set; }

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public VersioningIntent VersioningIntent { get; set; }

    public Priority? Priority { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
