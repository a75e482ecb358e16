using Temporalio.DevServer;

namespace Orchestrator.Cli.Wiring;

/// <summary>A development service that this process started: inside itself, or as the Temporal command.</summary>
/// <param name="address">HOST:PORT.</param>
/// <param name="stop">Stops it.</param>
internal sealed class DevelopmentServer(string address, Func<Task> stop)
{
    /// <summary>HOST:PORT.</summary>
    public string Address { get; } = address;

    /// <summary>Starts what the settings describe.</summary>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static async Task<DevelopmentServer> StartAsync(DevelopmentService settings, ProductHome home, CancellationToken cancellationToken)
    {
        var database = settings.Database is { } file ? Path.GetFullPath(file, home.Root) : null;
        return settings.Server == "temporal"
            ? await TemporalProcess.StartAsync(settings, database, cancellationToken)
            : await EmbedAsync(settings, database, cancellationToken);
    }

    /// <summary>Stops it.</summary>
    public Task StopAsync() => stop();

    private static async Task<DevelopmentServer> EmbedAsync(DevelopmentService settings, string? database, CancellationToken cancellationToken)
    {
        var service = await DevService.StartAsync(
            new DevServiceOptions
            {
                IpAddress = settings.Address,
                Port = settings.Port,
                DatabaseFile = database,
                Namespaces = [settings.Namespace],
                SearchAttributes = settings.SearchAttributes,
                Retention = TimeSpan.FromDays(settings.RetentionDays),
                TimeSkipping = settings.TimeSkipping,
                RequestsPerSecond = settings.RequestsPerSecond,
            },
            cancellationToken);
        return new DevelopmentServer(service.Address, async () => await service.StopAsync());
    }
}
