namespace Temporalio.Workflows;

/// <summary>A timer of a workflow.</summary>
public class DelayOptions : ICloneable
{
    public DelayOptions()
    {
    }

    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }

    public DelayOptions(TimeSpan delay, string? summary = null, CancellationToken? cancellationToken = null)
    {
        Delay = delay;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Infinite means no timer; zero becomes one millisecond.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>One line shown by tools.</summary>
    public string? Summary { get; set; }

    /// <summary>Null means the token of the workflow.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
