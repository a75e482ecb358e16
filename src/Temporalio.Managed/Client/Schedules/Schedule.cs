namespace Temporalio.Client.Schedules;

/// <summary>What happens when, again and again.</summary>
/// <param name="Action">What happens.</param>
/// <param name="Spec">When it happens.</param>
public record Schedule(ScheduleAction Action, ScheduleSpec Spec)
{
    /// <summary>Gets what happens when actions meet or are missed.</summary>
    public SchedulePolicy Policy { get; init; } = new();

    /// <summary>Gets the state.</summary>
    public ScheduleState State { get; init; } = new();
}
