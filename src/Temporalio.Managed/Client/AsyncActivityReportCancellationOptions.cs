namespace Temporalio.Client;

/// <summary>Options of reporting an activity as cancelled from outside.</summary>
public class AsyncActivityReportCancellationOptions : ICloneable
{
    /// <summary>Gets or sets values to attach.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (AsyncActivityReportCancellationOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
