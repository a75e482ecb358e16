namespace Temporalio.Client;

/// <summary>Options of failing an activity from outside.</summary>
public class AsyncActivityFailOptions : ICloneable
{
    /// <summary>Gets or sets details of a last heartbeat.</summary>
    public IReadOnlyCollection<object?>? LastHeartbeatDetails { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (AsyncActivityFailOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
