using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Orchestrator.Backlot;
using Temporalio.Client;
using Temporalio.DevServer;

namespace Orchestrator.Cli.Wiring;

/// <summary>
/// Everything that a film needs around it, in this process: the Temporal service (unless one is named), the Backlot (unless there
/// are keys) and a worker. One process serves a home; another one that comes while it runs is its guest.
/// </summary>
internal sealed class House : IAsyncDisposable
{
    // Serving a home begins with several programs: on a busy machine they take their time.
    private static readonly TimeSpan GuestPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Knock = TimeSpan.FromMilliseconds(200);

    private readonly Stack<Func<Task>> closing = [];
    private readonly SemaphoreSlim taking = new(1);
    private IHost? host;

    private House(HouseOrder order) => Order = order;

    /// <summary>What was asked for.</summary>
    public HouseOrder Order { get; }

    /// <summary>The client of the service.</summary>
    public TemporalClient Client { get; private set; } = null!;

    /// <summary>HOST:PORT of the service.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The Backlot, when this process runs it.</summary>
    public BacklotServer? Backlot { get; private set; }

    /// <summary>True when another process serves this home and works on the films.</summary>
    public bool IsGuest { get; private set; }

    /// <summary>Fires when the worker of this house has stopped by itself.</summary>
    public CancellationToken WorkerStopped => host?.Services.Lifetime().ApplicationStopping ?? CancellationToken.None;

    /// <summary>Starts what is needed, or becomes the guest of the process that serves the home already.</summary>
    /// <exception cref="CommandException">It cannot be started; the message says why.</exception>
    public static async Task<House> OpenAsync(HouseOrder order, CancellationToken cancellationToken)
    {
        var house = new House(order);
        try
        {
            if (HomeLock.TryTake(order.Home) is { } held)
                await house.ServeAsync(held, cancellationToken);
            else
                await house.VisitOrServeAsync(cancellationToken);
            return house;
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects to whoever serves the home, without starting anything.</summary>
    /// <returns>Null when nobody serves it and no service is named.</returns>
    public static async Task<TemporalClient?> FindAsync(HouseOrder order, CancellationToken cancellationToken)
    {
        if (order.Named is { } named)
            return await Connection.OpenAsync(named);
        if (!Directory.Exists(order.Home.Root))
            return null;
        using (var free = HomeLock.TryTake(order.Home))
        {
            if (free is not null)
                return null;
        }

        var house = new House(order);
        await house.VisitAsync(cancellationToken);
        return house.Client;
    }

    /// <summary>For a guest: takes over when the process that served the home has ended.</summary>
    /// <param name="known">The client that the caller has; several callers may look at the same time, and one of them takes over for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>True when this process serves from now on; the client is a new one then.</returns>
    public async Task<bool> TakeOverAsync(TemporalClient known, CancellationToken cancellationToken)
    {
        await taking.WaitAsync(cancellationToken);
        try
        {
            if (Client != known)
                return true;
            if (!IsGuest || HomeLock.TryTake(Order.Home) is not { } held)
                return false;
            await ServeAsync(held, cancellationToken);
            return true;
        }
        finally
        {
            taking.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        while (closing.TryPop(out var close))
        {
            try
            {
                await close();
            }
            catch (Exception exception)
            {
                // Everything else is still to be closed, and what ended the command matters more than how a part of it closed.
                LogFile.TryWrite(Order.Home, exception);
            }
        }

        taking.Dispose();
    }

    private async Task ServeAsync(HomeLock held, CancellationToken cancellationToken)
    {
        closing.Push(() =>
        {
            held.Dispose();
            return Task.CompletedTask;
        });
        var before = RunningHouse.Read(Order.Home);
        var providers = ProviderSettings.Of(Order.Caller);
        var namespaceName = await StartServiceAsync(cancellationToken);
        if (Order.Work && providers is { Practice: true, Backlot: null })
            providers = providers.On((Backlot = await StartBacklotAsync(before?.BacklotPort ?? 0, cancellationToken)).Address);
        if (Order.Work)
            await StartWorkerAsync(providers, cancellationToken);
        new RunningHouse(Environment.ProcessId, Address, namespaceName, Backlot?.Address.Port ?? before?.BacklotPort ?? 0).Write(Order.Home);
        IsGuest = false;
    }

    private async Task<string> StartServiceAsync(CancellationToken cancellationToken)
    {
        if (Order.Named is { } named)
        {
            Client = await Connection.OpenAsync(named);
            Address = named.TargetHost!;
            return named.Namespace;
        }

        var settings = DevelopmentService.Load(Order.Caller);
        if (Order.Namespace is { } namespaceName)
            settings.Namespace = namespaceName;
        var server = await DevelopmentServer.StartAsync(settings, Order.Home, cancellationToken);
        closing.Push(server.StopAsync);
        Address = server.Address;
        Client = await Connection.OpenAsync(new TemporalClientConnectOptions(Address) { Namespace = settings.Namespace });
        return settings.Namespace;
    }

    // Jobs that are open at a provider are known by their addresses: the Backlot comes back where it was, when it can.
    private async Task<BacklotServer> StartBacklotAsync(int port, CancellationToken cancellationToken)
    {
        BacklotServer server;
        try
        {
            server = await BacklotServer.StartAsync(Options(port), cancellationToken);
        }
        catch (BacklotException) when (port != 0)
        {
            server = await BacklotServer.StartAsync(Options(0), cancellationToken);
        }

        closing.Push(server.StopAsync);
        return server;

        BacklotOptions Options(int wished) => new() { Port = wished, DataFolder = Order.Home.Backlot, FollowStartFrame = true };
    }

    private async Task StartWorkerAsync(ProviderSettings providers, CancellationToken cancellationToken)
    {
        host = OrchestratorHost.Create(Client, Order, providers);
        closing.Push(async () =>
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        });
        await host.StartAsync(cancellationToken);
    }

    private Task VisitAsync(CancellationToken cancellationToken) => VisitAsync(() => null, cancellationToken);

    // Whoever has the home may only have looked whether it is served, or end before it serves: then it is ours.
    private async Task VisitOrServeAsync(CancellationToken cancellationToken)
    {
        if (await VisitAsync(() => HomeLock.TryTake(Order.Home), cancellationToken) is { } held)
            await ServeAsync(held, cancellationToken);
    }

    // What could be taken of the home while nobody answered; null for a guest.
    private async Task<HomeLock?> VisitAsync(Func<HomeLock?> take, CancellationToken cancellationToken)
    {
        IsGuest = true;
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var running = RunningHouse.Read(Order.Home);
            if (running is not null && await TryVisitAsync(running))
                return null;
            if (take() is { } held)
                return held;
            if (waited.Elapsed > GuestPatience)
                throw Unreachable(running);
            await Task.Delay(Knock, cancellationToken);
        }
    }

    private async Task<bool> TryVisitAsync(RunningHouse running)
    {
        try
        {
            Client = await TemporalClient.ConnectAsync(Order.Named ?? new TemporalClientConnectOptions(running.Address) { Namespace = running.Namespace });
            Address = running.Address;
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Temporalio.Exceptions.RpcException or HttpRequestException)
        {
            // It may still be starting; the caller's patience decides.
            return false;
        }
    }

    private CommandException Unreachable(RunningHouse? running) => new(
        $"The home {Order.Home.Root} is in use by another process{(running is null ? "" : $" ({running.ProcessId})")} that does not answer.",
        "Wait for it, end it, or set ORCHESTRATOR_HOME to another folder.");
}
