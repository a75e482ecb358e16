namespace Temporalio.Client;

/// <summary>Options of completing an activity from outside.</summary>
public class AsyncActivityCompleteOptions : ICloneable
{
    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (AsyncActivityCompleteOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
