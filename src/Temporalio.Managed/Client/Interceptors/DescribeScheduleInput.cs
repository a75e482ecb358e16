namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.DescribeScheduleAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RpcOptions">Options of the call.</param>
public record DescribeScheduleInput(string Id, RpcOptions? RpcOptions);
