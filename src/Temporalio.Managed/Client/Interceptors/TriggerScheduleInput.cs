using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.TriggerScheduleAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="Options">Options of the caller.</param>
public record TriggerScheduleInput(string Id, ScheduleTriggerOptions? Options);
