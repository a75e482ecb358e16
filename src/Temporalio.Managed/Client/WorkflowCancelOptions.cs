namespace Temporalio.Client;

/// <summary>Options of a cancel request.</summary>
public class WorkflowCancelOptions : ICloneable
{
    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (WorkflowCancelOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
