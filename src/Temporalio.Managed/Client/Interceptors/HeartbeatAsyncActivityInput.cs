using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.HeartbeatAsyncActivityAsync"/>.</summary>
/// <param name="Activity">Activity that is meant.</param>
/// <param name="Options">Options of the caller.</param>
/// <param name="DataConverterOverride">Converter to use instead of the client's.</param>
public record HeartbeatAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    AsyncActivityHeartbeatOptions? Options,
    DataConverter? DataConverterOverride = null);
