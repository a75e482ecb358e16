using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>A span of time whose actions are made up for.</summary>
/// <param name="StartAt">Beginning.</param>
/// <param name="EndAt">End.</param>
/// <param name="Overlap">What happens when actions meet. Default: as the schedule says.</param>
public record ScheduleBackfill(DateTime StartAt, DateTime EndAt, ScheduleOverlapPolicy Overlap = ScheduleOverlapPolicy.Unspecified);
