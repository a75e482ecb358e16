using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Grpc.Health.V1;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Transport;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Worker.Execution;

namespace Temporalio.Client;

/// <summary>A connection to a Temporal service. Safe for use by many threads; costly enough to be shared.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The official type is not disposable; unused HTTP connections close by themselves.")]
public sealed class TemporalConnection : ITemporalConnection
{
    private readonly GrpcChannel channel;
    private readonly RpcRetrier retrier;
    private readonly RequestMetrics metrics;
    private readonly PayloadSizes payloadSizes;
    private readonly SemaphoreSlim connecting = new(1);
    private volatile GetSystemInfoResponse? systemInfo;

    internal TemporalConnection(TemporalConnectionOptions options, TimeProvider clock)
    {
        Options = (TemporalConnectionOptions)options.Clone();
        Options.SetDefaults();
        channel = new(Options, clock);
        retrier = new(Options.RpcRetry, clock);
        var runtime = Options.Runtime ?? TemporalRuntime.Default;
        metrics = new(runtime);
        var loggers = (Options as TemporalClientConnectOptions)?.LoggerFactory ?? NullLoggerFactory.Instance;
        payloadSizes = new(Options.PayloadLimits, ForwardingLogger.Around(loggers.CreateLogger<TemporalConnection>(), runtime));
        RpcMetadata = Options.RpcMetadata ?? [];
        RpcBinaryMetadata = Options.RpcBinaryMetadata ?? [];
        ApiKey = Options.ApiKey;
        WorkflowService = new WorkflowService.Core(this);
        OperatorService = new OperatorService.Core(this);
    }

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    /// <inheritdoc />
    public string? ApiKey { get; set; }

    /// <inheritdoc />
    public WorkflowService WorkflowService { get; }

    /// <inheritdoc />
    public OperatorService OperatorService { get; }

    /// <inheritdoc />
    public TemporalConnectionOptions Options { get; }

    /// <inheritdoc />
    public bool IsConnected => systemInfo != null;

    /// <inheritdoc />
    public SafeHandle? BridgeClient => null;

    /// <summary>Workers of this process that use this connection.</summary>
    internal EagerWorkers EagerWorkers { get; } = new();

    /// <summary>Gets what the service said it can do; null before the first connect.</summary>
    internal GetSystemInfoResponse? SystemInfo => systemInfo;

    /// <summary>Connects to a service.</summary>
    /// <param name="options">Options of the connection.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="InvalidOperationException">The service cannot be reached or refuses.</exception>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        var connection = CreateLazy(options);
        await connection.ConnectAsync();
        return connection;
    }

    /// <summary>Makes a connection that connects with its first call.</summary>
    /// <param name="options">Options of the connection.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options) => new(options, TimeProvider.System);

    /// <inheritdoc />
    public async Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null)
    {
        var request = new HealthCheckRequest { Service = (service ?? WorkflowService).FullName };
        var response = await InvokeRpcAsync("grpc.health.v1.Health", "Check", request, HealthCheckResponse.Parser, options);
        return response.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    /// <inheritdoc />
    public Task ConnectAsync() => ConnectAsync(CancellationToken.None);

    internal async Task<T> InvokeRpcAsync<T>(string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T>
    {
        var cancellationToken = options?.CancellationToken ?? CancellationToken.None;
        if (!IsConnected)
            await ConnectAsync(cancellationToken);
        payloadSizes.Check(rpc, request);
        var kind = RpcCallKinds.Of(request);
        var isLong = kind is RpcCallKind.LongPoll or RpcCallKind.TaskPoll;
        var ns = CallHeaders.NamespaceOf(request);
        Task<T> AttemptAsync() => metrics.MeasureAsync(
            rpc, ns, isLong, () => channel.UnaryAsync(ToCall(service, rpc, request, options, kind), parser, cancellationToken));
        return options?.Retry == true
            ? await retrier.RunAsync(kind, AttemptAsync, cancellationToken)
            : await AttemptAsync();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await connecting.WaitAsync(cancellationToken);
        try
        {
            systemInfo ??= await ProbeAsync(cancellationToken);
        }
        finally
        {
            connecting.Release();
        }
    }

    private async Task<GetSystemInfoResponse> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var call = ToCall(WorkflowService.FullName, "GetSystemInfo", new GetSystemInfoRequest(), null, RpcCallKind.Ordinary);
            return await channel.UnaryAsync(call, GetSystemInfoResponse.Parser, cancellationToken);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented)
        {
            // A service older than the call: it can do nothing optional.
            return new();
        }
        catch (RpcException e)
        {
            throw new InvalidOperationException(
                $"Connection failed: Temporal service at {Options.TargetHost} ({(Options.UsesTls ? "TLS" : "plaintext")}) answered {e.Code}: {e.Message}", e);
        }
    }

    private GrpcCall ToCall(string service, string rpc, IMessage request, RpcOptions? options, RpcCallKind kind) => new(
        $"/{service}/{rpc}",
        request,
        CallHeaders.For(this, request, options),
        options?.Timeout ?? RpcCallKinds.TimeoutOf(kind));
}
