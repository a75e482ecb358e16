namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.PauseScheduleAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="Note">Note for people to read.</param>
/// <param name="RpcOptions">Options of the call.</param>
public record PauseScheduleInput(string Id, string? Note, RpcOptions? RpcOptions);
