using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>What happens when actions meet or are missed.</summary>
public record SchedulePolicy
{
    /// <summary>Gets what happens when an action is due while the last one still runs. Default: it is skipped.</summary>
    public ScheduleOverlapPolicy Overlap { get; init; } = ScheduleOverlapPolicy.Skip;

    /// <summary>Gets how long after its time a missed action still happens. Default: a year.</summary>
    public TimeSpan CatchupWindow { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Gets a value indicating whether a failed action pauses the schedule.</summary>
    public bool PauseOnFailure { get; init; }
}
