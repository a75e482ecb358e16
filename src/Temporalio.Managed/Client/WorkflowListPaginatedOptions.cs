namespace Temporalio.Client;

/// <summary>Options of a page of a list.</summary>
public class WorkflowListPaginatedOptions : ICloneable
{
    /// <summary>Gets or sets how many a page holds at most; 0 for what the service likes.</summary>
    public int PageSize { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (WorkflowListPaginatedOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
