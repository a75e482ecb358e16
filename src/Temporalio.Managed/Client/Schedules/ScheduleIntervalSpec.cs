namespace Temporalio.Client.Schedules;

/// <summary>Times at equal distances since the Unix epoch.</summary>
/// <param name="Every">Distance.</param>
/// <param name="Offset">Shift of all times.</param>
public record ScheduleIntervalSpec(TimeSpan Every, TimeSpan? Offset = null);
