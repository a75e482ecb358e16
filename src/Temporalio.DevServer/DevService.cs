using System.Net;
using Microsoft.Extensions.Logging;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Namespaces;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer;

/// <summary>
/// A Temporal service for development, in this process: it answers the workflow service on a loopback port over plain HTTP/2
/// and keeps everything in one SQLite file. What it has acknowledged is on disk; after a crash it goes on where it was.
/// </summary>
public sealed class DevService : IAsyncDisposable
{
    /// <summary>How long callers have to take the answers that were made for them.</summary>
    private static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(10);

    private readonly GrpcServer server;
    private readonly GrpcApplication application;
    private readonly ServiceCore core;
    private readonly CancellationTokenSource stopping;
    private int stopped;

    private DevService(GrpcServer server, GrpcApplication application, ServiceCore core, CancellationTokenSource stopping)
    {
        this.server = server;
        this.application = application;
        this.core = core;
        this.stopping = stopping;
        Address = server.Address;
    }

    /// <summary>Host and port to connect to, such as <c>127.0.0.1:7233</c>.</summary>
    public string Address { get; }

    /// <summary>Opens the database, brings back what was running and starts to listen.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="ct">Gives the start up.</param>
    /// <exception cref="DevServiceException">
    /// The port is taken, a service that skips time was given a file, no request is allowed, or the database file is damaged, locked, in use, or not one of this service.
    /// </exception>
    public static async Task<DevService> StartAsync(DevServiceOptions options, CancellationToken ct = default)
    {
        if (options is { TimeSkipping: true, DatabaseFile: not null })
            throw new DevServiceException("A service that skips time keeps nothing", options.DatabaseFile, "Start it without a database file.");
        if (options.RequestsPerSecond < 1)
            throw new DevServiceException("Nobody could call it", $"{options.RequestsPerSecond} requests a second", "Allow at least one, or leave the limit out.");
        var stopping = new CancellationTokenSource();
        var server = new GrpcServer(options);
        ServiceCore? core = null;
        try
        {
            var logger = options.LoggerFactory?.CreateLogger<DevService>() ?? (ILogger)new StandardErrorLogger();
            WarnIfExposed(options, logger);
            core = new ServiceCore(Store.Open(options.DatabaseFile), options, logger);
            core.Load();
            await PrepareNamespacesAsync(core, options);
            var application = new GrpcApplication(MethodRegistry.Create(core, RateOf(options), stopping.Token), logger, stopping.Token);
            await server.ListenAsync(application, ct);
            return new DevService(server, application, core, stopping);
        }
        catch
        {
            server.Dispose();
            core?.Dispose();
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Ends long polls, lets other calls finish, and closes the database.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 1) return;
        await stopping.CancelAsync();
        // What waits has been told, and the rest ends with the disk: on a busy machine that may take a while, and nothing is cut off.
        await application.CallsEndedAsync();
        using (var patience = new CancellationTokenSource(LongestSending))
        {
            // Connections are closed only when the answers are on their way: a peer that is reset has not always read all that it was sent.
            await application.AnswersSentAsync().WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await server.StopAsync(patience.Token);
        }

        server.Dispose();
        core.Dispose();
        stopping.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static RequestRate? RateOf(DevServiceOptions options) =>
        options.RequestsPerSecond is { } most ? new RequestRate(most, options.TimeProvider) : null;

    private static void WarnIfExposed(DevServiceOptions options, ILogger logger)
    {
        if (IPAddress.IsLoopback(IPAddress.Parse(options.IpAddress))) return;
        logger.LogWarning(
            "listening on {Address}: whoever reaches this port can read, change and delete everything; callers are not asked who they are and nothing is encrypted",
            options.IpAddress);
    }

    private static async Task PrepareNamespacesAsync(ServiceCore core, DevServiceOptions options)
    {
        await core.WriteAsync(unit =>
        {
            foreach (var name in options.Namespaces)
            {
                var known = core.Namespaces.Exists(name)
                    ? core.Namespaces.ByName(name).Clone()
                    : core.Namespaces.Register(unit, new() { Name = name, Retention = options.Retention.ToDuration(), State = Api.Enums.V1.NamespaceState.Registered });
                foreach (var (attribute, type) in options.SearchAttributes) AttributePool.Add(known, attribute, AttributeType(attribute, type));
                core.Namespaces.Put(unit, known);
            }

            return 0;
        });
    }

    private static Api.Enums.V1.IndexedValueType AttributeType(string attribute, string type) => NamespaceTable.ParseType(type)
        ?? throw new DevServiceException(
            "The type of a search attribute is unknown",
            $"{attribute}: {type}",
            "Use one of Text, Keyword, Int, Double, Bool, Datetime, KeywordList.");
}
