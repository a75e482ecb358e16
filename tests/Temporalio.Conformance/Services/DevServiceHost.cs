using Temporalio.DevServer;

namespace Temporalio.Conformance.Services;

/// <summary>The service of this repository, in this process.</summary>
public sealed class DevServiceHost : IRunningService
{
    private readonly DevService service;

    private DevServiceHost(DevService service) => this.service = service;

    public string Address => service.Address;

    /// <summary>Starts the service; without a file it keeps everything in memory. Port 0 takes a free one.</summary>
    public static async Task<DevServiceHost> StartAsync(string? databaseFile = null, int port = 0)
    {
        var service = await DevService.StartAsync(new()
        {
            DatabaseFile = databaseFile,
            Port = port,
            SearchAttributes = CustomSearchAttributes.All,
        });
        await ServiceReadiness.WaitAsync(service.Address, () => false);
        return new(service);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();
}
