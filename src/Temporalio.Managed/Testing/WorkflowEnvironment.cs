using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;

namespace Temporalio.Testing;

/// <summary>A service to test workflows with, and a client of it. Dispose of it to stop what it started.</summary>
public class WorkflowEnvironment : IAsyncDisposable
{
    private int shutDown;

    /// <summary>Initializes a new instance of the <see cref="WorkflowEnvironment"/> class for a service that runs already. It is not stopped at the end.</summary>
    /// <param name="client">Client of the service.</param>
    public WorkflowEnvironment(ITemporalClient client)
    {
        Client = client;
        Logger = client.Options.LoggerFactory.CreateLogger<WorkflowEnvironment>();
    }

    /// <summary>Gets the client of the service. Workers of a test should use it too.</summary>
    public ITemporalClient Client { get; protected init; }

    /// <summary>Gets a value indicating whether the service can skip time.</summary>
    public virtual bool SupportsTimeSkipping => false;

    /// <summary>Gets the logger.</summary>
    protected ILogger<WorkflowEnvironment> Logger { get; private init; }

    /// <summary>Connects to the service that environment variables and configuration file name.</summary>
    /// <param name="profileLoadOptions">Which profile to load.</param>
    /// <returns>The environment.</returns>
    /// <exception cref="InvalidOperationException">The service cannot be reached or refuses.</exception>
    public static async Task<WorkflowEnvironment> CreateFromEnvConfigAsync(ClientEnvConfig.ProfileLoadOptions? profileLoadOptions = null) =>
        new(await TemporalClient.ConnectAsync(ClientEnvConfig.LoadClientConnectOptions(profileLoadOptions)));

    /// <summary>Starts a service of its own. Its clock is that of the machine.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The environment.</returns>
    /// <exception cref="FileNotFoundException">No program to start was found; the message says where it was looked for.</exception>
    /// <exception cref="InvalidOperationException">The program did not start.</exception>
    /// <exception cref="NotSupportedException">The program that was found cannot do what the options ask for.</exception>
    public static async Task<WorkflowEnvironment> StartLocalAsync(WorkflowEnvironmentStartLocalOptions? options = null)
    {
        var wanted = (WorkflowEnvironmentStartLocalOptions)(options ?? new()).Clone();
        var server = ServerProcess.Start(ServerProgram.ForLocal(wanted), wanted);
        try
        {
            await server.ConnectAsync(wanted);
            await LocalSetup.RunAsync(server, wanted);
            return new ServerEnvironment(await TemporalClient.ConnectAsync(wanted), server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Starts a service of its own whose clock jumps over the time in which nothing happens: while the client waits for the
    /// result of a workflow, and in <see cref="DelayAsync(TimeSpan, CancellationToken?)"/>.
    /// </summary>
    /// <param name="options">Options.</param>
    /// <returns>The environment.</returns>
    /// <exception cref="FileNotFoundException">No program to start was found; the message says where it was looked for.</exception>
    /// <exception cref="InvalidOperationException">The program did not start.</exception>
    /// <exception cref="NotSupportedException">The program that was found cannot do what the options ask for.</exception>
    public static async Task<WorkflowEnvironment> StartTimeSkippingAsync(WorkflowEnvironmentStartTimeSkippingOptions? options = null)
    {
        var wanted = (WorkflowEnvironmentStartTimeSkippingOptions)(options ?? new()).Clone();
        var server = ServerProcess.Start(ServerProgram.ForTimeSkipping(wanted), wanted);
        try
        {
            var connection = await server.ConnectAsync(wanted);
            var clock = new TestService(connection);
            var switchedOff = new AsyncLocal<bool>();
            wanted.Interceptors = [.. wanted.Interceptors ?? [], new TimeSkippingInterceptor(clock, switchedOff)];
            return new TimeSkippingEnvironment(await TemporalClient.ConnectAsync(wanted), server, clock, switchedOff);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the clock of the service went on.</summary>
    /// <param name="millisecondsDelay">By how many milliseconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends then.</returns>
    public Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    /// <summary>Waits until the clock of the service went on. A clock that can skip does so.</summary>
    /// <param name="delay">How far.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends then.</returns>
    public virtual Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Task.Delay(delay, cancellationToken ?? CancellationToken.None);

    /// <summary>Reads the clock of the service.</summary>
    /// <returns>The time, in UTC.</returns>
    public virtual Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(DateTime.UtcNow);

    /// <summary>Runs a function; waiting for results does not skip time meanwhile.</summary>
    /// <param name="func">Function to run.</param>
    public void WithAutoTimeSkippingDisabled(Action func) =>
        WithAutoTimeSkippingDisabled(() =>
        {
            func();
            return true;
        });

    /// <summary>Runs a function; waiting for results does not skip time meanwhile.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="func">Function to run.</param>
    /// <returns>Its result.</returns>
    public T? WithAutoTimeSkippingDisabled<T>(Func<T> func) =>
        WithAutoTimeSkippingDisabledAsync(() => Task.FromResult(func())).GetAwaiter().GetResult();

    /// <summary>Runs a function; waiting for results does not skip time meanwhile.</summary>
    /// <param name="func">Function to run.</param>
    /// <returns>A task that ends with it.</returns>
    public Task WithAutoTimeSkippingDisabledAsync(Func<Task> func) =>
        WithAutoTimeSkippingDisabledAsync(async () =>
        {
            await func();
            return true;
        });

    /// <summary>Runs a function; waiting for results does not skip time meanwhile.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="func">Function to run.</param>
    /// <returns>Its result.</returns>
    public virtual Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func) => func();

    /// <summary>Stops the service, if this environment started it.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public virtual Task ShutdownAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Interlocked.Exchange(ref shutDown, 1) == 0)
            await ShutdownAsync();
    }
}
