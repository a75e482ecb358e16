using System.Diagnostics.CodeAnalysis;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An activity that is finished from outside its worker.</summary>
/// <param name="Client">Client to use.</param>
/// <param name="Activity">The activity.</param>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its references.")]
public record AsyncActivityHandle(ITemporalClient Client, AsyncActivityHandle.Reference Activity)
    : IWithSerializationContext<AsyncActivityHandle>
{
    /// <summary>Gets the converter to use instead of the client's.</summary>
    public DataConverter? DataConverterOverride { get; init; }

    /// <summary>Tells the service that the activity is alive.</summary>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service knows.</returns>
    /// <exception cref="AsyncActivityCanceledException">The activity should stop.</exception>
    /// <exception cref="RpcException">The service answered with an error, for example because the activity is over.</exception>
    public Task HeartbeatAsync(AsyncActivityHeartbeatOptions? options = null) =>
        Client.OutboundInterceptor.HeartbeatAsyncActivityAsync(new(Activity, options, DataConverterOverride));

    /// <summary>Completes the activity.</summary>
    /// <param name="result">Result.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service knows.</returns>
    /// <exception cref="RpcException">The service answered with an error, for example because the activity is over.</exception>
    public Task CompleteAsync(object? result = null, AsyncActivityCompleteOptions? options = null) =>
        Client.OutboundInterceptor.CompleteAsyncActivityAsync(new(Activity, result, options, DataConverterOverride));

    /// <summary>Fails the activity.</summary>
    /// <param name="exception">Reason.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service knows.</returns>
    /// <exception cref="RpcException">The service answered with an error, for example because the activity is over.</exception>
    public Task FailAsync(Exception exception, AsyncActivityFailOptions? options = null) =>
        Client.OutboundInterceptor.FailAsyncActivityAsync(new(Activity, exception, options, DataConverterOverride));

    /// <summary>Reports the activity as cancelled; it must have been asked to.</summary>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service knows.</returns>
    /// <exception cref="RpcException">The service answered with an error, for example because the activity is over.</exception>
    public Task ReportCancellationAsync(AsyncActivityReportCancellationOptions? options = null) =>
        Client.OutboundInterceptor.ReportCancellationAsyncActivityAsync(new(Activity, options, DataConverterOverride));

    /// <inheritdoc />
    public AsyncActivityHandle WithSerializationContext(ISerializationContext context) =>
        this with { DataConverterOverride = Client.Options.DataConverter.WithSerializationContext(context) };

    /// <summary>Which activity is meant.</summary>
    public abstract record Reference
    {
        private protected Reference()
        {
        }
    }

    /// <summary>An activity by its ids.</summary>
    /// <param name="WorkflowId">Workflow id.</param>
    /// <param name="RunId">Run, or null for the latest.</param>
    /// <param name="ActivityId">Activity id.</param>
    public record IdReference(string WorkflowId, string? RunId, string ActivityId) : Reference;

    /// <summary>An activity by the token of its task.</summary>
    /// <param name="TaskToken">Token.</param>
    public record TaskTokenReference(byte[] TaskToken) : Reference;
}
