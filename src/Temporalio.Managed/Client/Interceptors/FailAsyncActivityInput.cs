using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.FailAsyncActivityAsync"/>.</summary>
/// <param name="Activity">Activity that is meant.</param>
/// <param name="Exception">Failure of the activity.</param>
/// <param name="Options">Options of the caller.</param>
/// <param name="DataConverterOverride">Converter to use instead of the client's.</param>
public record FailAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    Exception Exception,
    AsyncActivityFailOptions? Options,
    DataConverter? DataConverterOverride = null);
