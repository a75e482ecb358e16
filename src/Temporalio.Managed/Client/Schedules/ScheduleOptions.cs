using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>Options of making a schedule.</summary>
public class ScheduleOptions : ICloneable
{
    /// <summary>Gets or sets a value indicating whether the action happens at once too.</summary>
    public bool TriggerImmediately { get; set; }

    /// <summary>Gets or sets spans of time to make up for.</summary>
    public IReadOnlyCollection<ScheduleBackfill> Backfills { get; set; } = [];

    /// <summary>Gets or sets values that are stored with the schedule.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Gets or sets values by which the schedule can be found.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (ScheduleOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
