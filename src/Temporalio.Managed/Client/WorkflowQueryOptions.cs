using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>Options of a query.</summary>
public class WorkflowQueryOptions : ICloneable
{
    /// <summary>Gets or sets when the query is rejected because of the state of the workflow. Default: as the client says.</summary>
    public QueryRejectCondition? RejectCondition { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (WorkflowQueryOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
