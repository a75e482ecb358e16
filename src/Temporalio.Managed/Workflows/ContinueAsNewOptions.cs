using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How the next run of a workflow differs from this one. Null keeps what this run has.</summary>
public class ContinueAsNewOptions : ICloneable
{
    public string? TaskQueue { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Pause before the first task of the next run.</summary>
    public TimeSpan? BackoffStartInterval { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public VersioningIntent VersioningIntent { get; set; }

    public InitialVersioningBehavior? InitialVersioningBehavior { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
