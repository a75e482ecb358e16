using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.BackfillScheduleAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="Backfills">Spans of time to make up for.</param>
/// <param name="RpcOptions">Options of the call.</param>
public record BackfillScheduleInput(string Id, IReadOnlyCollection<ScheduleBackfill> Backfills, RpcOptions? RpcOptions);
