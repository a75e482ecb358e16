namespace Temporalio.DevServer.Schedules;

/// <summary>A time of a schedule.</summary>
/// <param name="Nominal">As the specification says.</param>
/// <param name="Actual">With the jitter.</param>
internal readonly record struct ScheduledTime(DateTime Nominal, DateTime Actual);
