namespace Temporalio.Client;

/// <summary>Sizes above which what is sent is warned of. It is sent all the same; the service has limits of its own.</summary>
public class PayloadLimitsOptions : ICloneable
{
    /// <summary>Gets or sets the size of payloads in one field of a request, in bytes; 0 for no warning. Default: 512 KiB.</summary>
    public int PayloadsWarnSize { get; set; } = 512 * 1024;

    /// <summary>Gets or sets the size of a memo, in bytes; 0 for no warning. Default: 2 KiB.</summary>
    public int MemoWarnSize { get; set; } = 2 * 1024;

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
