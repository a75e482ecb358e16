namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.UnpauseScheduleAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="Note">Note for people to read.</param>
/// <param name="RpcOptions">Options of the call.</param>
public record UnpauseScheduleInput(string Id, string? Note, RpcOptions? RpcOptions);
