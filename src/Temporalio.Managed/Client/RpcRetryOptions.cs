namespace Temporalio.Client;

/// <summary>How calls are tried again after passing errors.</summary>
public class RpcRetryOptions : ICloneable
{
    /// <summary>Gets or sets the first pause. Default: 100 ms.</summary>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets or sets by which share a pause may be longer or shorter. Default: 0.2.</summary>
    public float RandomizationFactor { get; set; } = 0.2f;

    /// <summary>Gets or sets the factor by which each pause grows. Default: 1.5.</summary>
    public float Multiplier { get; set; } = 1.5f;

    /// <summary>Gets or sets the longest pause. Default: 5 s.</summary>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the time after which no further attempt begins. Default: 10 s.</summary>
    public TimeSpan? MaxElapsedTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the number of attempts. Default: 10.</summary>
    public int MaxRetries { get; set; } = 10;

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
