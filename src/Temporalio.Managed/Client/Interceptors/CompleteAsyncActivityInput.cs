using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.CompleteAsyncActivityAsync"/>.</summary>
/// <param name="Activity">Activity that is meant.</param>
/// <param name="Result">Result of the activity.</param>
/// <param name="Options">Options of the caller.</param>
/// <param name="DataConverterOverride">Converter to use instead of the client's.</param>
public record CompleteAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    object? Result,
    AsyncActivityCompleteOptions? Options,
    DataConverter? DataConverterOverride = null);
