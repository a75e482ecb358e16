namespace Temporalio.Client;

/// <summary>Options of a list.</summary>
public class WorkflowListOptions : ICloneable
{
    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Gets or sets how many are listed at most; 0 for all.</summary>
    public int Limit { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (WorkflowListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
