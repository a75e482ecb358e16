using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Options of an action out of turn.</summary>
public class ScheduleTriggerOptions
{
    /// <summary>Gets or sets what happens when an action still runs. Default: as the schedule says.</summary>
    public ScheduleOverlapPolicy Overlap { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (ScheduleTriggerOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
