namespace Temporalio.Client.Schedules;

/// <summary>State of a schedule.</summary>
public record ScheduleState
{
    /// <summary>Gets a note for people to read.</summary>
    public string? Note { get; init; }

    /// <summary>Gets a value indicating whether the schedule is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>Gets a value indicating whether <see cref="RemainingActions"/> counts.</summary>
    public bool LimitedActions { get; init; }

    /// <summary>Gets how many actions are left.</summary>
    public long RemainingActions { get; init; }
}
