namespace Temporalio.Client;

/// <summary>Options of a heartbeat from outside.</summary>
public class AsyncActivityHeartbeatOptions : ICloneable
{
    /// <summary>Gets or sets details of the heartbeat.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (AsyncActivityHeartbeatOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
