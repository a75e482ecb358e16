using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.UpdateScheduleAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="Updater">Makes the new schedule of the present one.</param>
/// <param name="RpcOptions">Options of the call.</param>
public record UpdateScheduleInput(string Id, Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> Updater, RpcOptions? RpcOptions);
