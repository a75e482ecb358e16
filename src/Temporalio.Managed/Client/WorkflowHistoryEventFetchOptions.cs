using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>Options of reading a history.</summary>
public class WorkflowHistoryEventFetchOptions : ICloneable
{
    /// <summary>Gets or sets a value indicating whether to wait for events until the workflow is closed.</summary>
    public bool WaitNewEvent { get; set; }

    /// <summary>Gets or sets which events are read.</summary>
    public HistoryEventFilterType EventFilterType { get; set; } = HistoryEventFilterType.AllEvent;

    /// <summary>Gets or sets a value indicating whether archived histories are left out.</summary>
    public bool SkipArchival { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (WorkflowHistoryEventFetchOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
