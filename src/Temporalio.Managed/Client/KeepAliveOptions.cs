namespace Temporalio.Client;

/// <summary>How a dead connection is noticed.</summary>
public class KeepAliveOptions : ICloneable
{
    /// <summary>Gets or sets the time between pings. Default: 30 s.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long an answer may take. Default: 15 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
