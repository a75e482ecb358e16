using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Providers.Fal;
using Temporalio.Client;

namespace Orchestrator.Cli.Wiring;

/// <summary>The worker's host: the five stages, the shelves they stand on, the log, and the worker itself.</summary>
internal static class OrchestratorHost
{
    /// <summary>Puts it together; the caller starts and stops it.</summary>
    public static IHost Create(ITemporalClient client, HouseOrder order, ProviderSettings providers)
    {
        providers.FetchKeys();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(Level(order.Caller)).AddProvider(new LogFile(order.Home));
        if (order.LogToTerminal)
            builder.Logging.AddProvider(new TerminalLog(order.Caller.Terminal));
        builder.Services.AddStages(order.Home, providers);
        // Signals are the command's business: it stops watching first and shuts the worker down after.
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(client);
        builder.Services.AddSingleton(AccountSettings.Of(order.Caller, providers));
        if (providers.Accounts.Has("fal") && providers.Value("ORCHESTRATOR_WEBHOOK_PORT") is { } text)
        {
            if (!ushort.TryParse(text, out var port))
                throw new CommandException($"ORCHESTRATOR_WEBHOOK_PORT is `{text}`, which is not a port.", "Correct it, or unset it: polling suffices.", ExitCode.Usage);
            builder.Services.AddHostedService(services => new WebhookDoor(port, services.GetRequiredService<FalWebhooks>()));
        }

        builder.Services.AddHostedService<FilmWorker>();
        return builder.Build();
    }

    private static LogLevel Level(Caller caller) => caller.Variable("ORCHESTRATOR_LOG") switch
    {
        null => LogLevel.Information,
        { } text when Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) => level,
        { } text => throw new CommandException($"ORCHESTRATOR_LOG is `{text}`.", "Write debug, information, warning or error.", ExitCode.Usage),
    };

    /// <summary>When a host starts and stops.</summary>
    public static IHostApplicationLifetime Lifetime(this IServiceProvider services) => services.GetRequiredService<IHostApplicationLifetime>();

    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
