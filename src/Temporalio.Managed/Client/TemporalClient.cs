using Temporalio.Client.Calls;
using Temporalio.Client.Interceptors;

namespace Temporalio.Client;

/// <summary>A client of one namespace of a Temporal service. Safe for use by many threads.</summary>
public partial class TemporalClient : ITemporalClient
{
    /// <summary>Initializes a new instance of the <see cref="TemporalClient"/> class.</summary>
    /// <param name="connection">Connection to use; may be shared.</param>
    /// <param name="options">Options of the client.</param>
    public TemporalClient(ITemporalConnection connection, TemporalClientOptions options)
    {
        Connection = connection;
        Options = options;
        OutboundInterceptor = new ServiceInterceptor(this);
        foreach (var interceptor in (options.Interceptors ?? []).Reverse())
            OutboundInterceptor = interceptor.InterceptClient(OutboundInterceptor);
    }

    /// <summary>Gets options that ask for retries.</summary>
    public static RpcOptions RetryRpcOptions { get; } = new() { Retry = true };

    /// <inheritdoc />
    public ITemporalConnection Connection { get; private init; }

    /// <inheritdoc />
    public IBridgeClientProvider BridgeClientProvider => Connection;

    /// <inheritdoc />
    public WorkflowService WorkflowService => Connection.WorkflowService;

    /// <inheritdoc />
    public OperatorService OperatorService => Connection.OperatorService;

    /// <inheritdoc />
    public TemporalClientOptions Options { get; private init; }

    /// <inheritdoc />
    public ClientOutboundInterceptor OutboundInterceptor { get; private init; }

    /// <summary>Connects to a service.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">The service cannot be reached or refuses.</exception>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public static async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions options) =>
        new(await TemporalConnection.ConnectAsync(options), options.ToClientOptions());

    /// <summary>Makes a client that connects with its first call.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The client.</returns>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public static TemporalClient CreateLazy(TemporalClientConnectOptions options) =>
        new(TemporalConnection.CreateLazy(options), options.ToClientOptions());

    /// <summary>Asks for retries unless the caller decided.</summary>
    /// <param name="origOptions">Options of the caller.</param>
    /// <returns>The options to use.</returns>
    public static RpcOptions DefaultRetryOptions(RpcOptions? origOptions)
    {
        if (origOptions == null)
            return RetryRpcOptions;
        if (origOptions.Retry != null)
            return origOptions;
        var options = (RpcOptions)origOptions.Clone();
        options.Retry = true;
        return options;
    }

    /// <inheritdoc />
    public AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken) =>
        new(this, new AsyncActivityHandle.TaskTokenReference(taskToken));

    /// <inheritdoc />
    public AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId) =>
        new(this, new AsyncActivityHandle.IdReference(workflowId, runId, activityId));
}
