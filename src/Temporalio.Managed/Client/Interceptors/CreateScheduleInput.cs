using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.CreateScheduleAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="Schedule">The schedule.</param>
/// <param name="Options">Options of the caller.</param>
public record CreateScheduleInput(string Id, Schedule Schedule, ScheduleOptions? Options);
