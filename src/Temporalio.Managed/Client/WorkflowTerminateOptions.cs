namespace Temporalio.Client;

/// <summary>Options of a termination.</summary>
public class WorkflowTerminateOptions : ICloneable
{
    /// <summary>Gets or sets values to attach.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (WorkflowTerminateOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
