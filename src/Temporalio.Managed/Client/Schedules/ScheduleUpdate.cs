using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule as it shall be.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="TypedSearchAttributes">Values by which it can be found; null keeps the present ones.</param>
public record ScheduleUpdate(Schedule Schedule, SearchAttributeCollection? TypedSearchAttributes = null);
