namespace Temporalio.Client;

/// <summary>How a connection spreads over the addresses that its host name has.</summary>
public class DnsLoadBalancingOptions : ICloneable
{
    /// <summary>
    /// Gets or sets how often the name is looked up again. Default: 30 s. Calls under way stay where they are; new ones go to
    /// an address of the latest look-up.
    /// </summary>
    public TimeSpan ResolutionInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
