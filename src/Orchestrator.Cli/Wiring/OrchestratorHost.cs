using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Orchestrator.Cli.Wiring;

/// <summary>The worker's host: the five stages, the shelves they stand on, the log, and the worker itself.</summary>
internal static class OrchestratorHost
{
    /// <summary>Puts it together; the caller starts and stops it.</summary>
    public static IHost Create(ITemporalClient client, HouseOrder order, ProviderSettings providers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddProvider(new LogFile(order.Home));
        if (order.LogToTerminal)
            builder.Logging.AddProvider(new TerminalLog(order.Caller.Terminal));
        builder.Services.AddStages(order.Home, providers);
        // Signals are the command's business: it stops watching first and shuts the worker down after.
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(client);
        builder.Services.AddHostedService<FilmWorker>();
        return builder.Build();
    }

    /// <summary>When a host starts and stops.</summary>
    public static IHostApplicationLifetime Lifetime(this IServiceProvider services) => services.GetRequiredService<IHostApplicationLifetime>();

    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
