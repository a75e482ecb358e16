namespace Temporalio.Workflows;

/// <summary>A condition that a workflow waits for.</summary>
public class WaitConditionOptions : ICloneable
{
    /// <summary>Makes options whose <see cref="ConditionCheck"/> must still be set.</summary>
    public WaitConditionOptions()
        : this(() => throw new InvalidOperationException("No condition was given"))
    {
    }

    public WaitConditionOptions(
        Func<bool> conditionCheck, TimeSpan? timeout = null, string? timeoutSummary = null, CancellationToken? cancellationToken = null)
    {
        ConditionCheck = conditionCheck;
        Timeout = timeout;
        TimeoutSummary = timeoutSummary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Checked after each turn of the workflow; must not change anything.</summary>
    public Func<bool> ConditionCheck { get; set; }

    /// <summary>Null or infinite means no limit.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>One line shown by tools for the timer of the timeout.</summary>
    public string? TimeoutSummary { get; set; }

    /// <summary>Null means the token of the workflow.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
