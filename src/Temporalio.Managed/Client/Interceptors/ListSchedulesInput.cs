using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.ListSchedulesAsync"/>.</summary>
/// <param name="Options">Options of the caller.</param>
public record ListSchedulesInput(ScheduleListOptions? Options);
