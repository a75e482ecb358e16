namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.DeleteScheduleAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RpcOptions">Options of the call.</param>
public record DeleteScheduleInput(string Id, RpcOptions? RpcOptions);
