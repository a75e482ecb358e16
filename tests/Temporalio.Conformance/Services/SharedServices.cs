namespace Temporalio.Conformance.Services;

/// <summary>One running service of each kind for the whole test run, started on first use.</summary>
public static class SharedServices
{
    private static readonly Lazy<Task<IRunningService>> Dev = new(() => StartAsync(ServiceKind.Dev));
    private static readonly Lazy<Task<IRunningService>> Real = new(() => StartAsync(ServiceKind.Real));

    /// <summary>The running service of a kind.</summary>
    public static Task<IRunningService> GetAsync(ServiceKind kind) => (kind == ServiceKind.Dev ? Dev : Real).Value;

    /// <summary>A service of its own for a scenario that stops it. Port 0 takes a free one.</summary>
    public static async Task<IRunningService> StartOwnAsync(ServiceKind kind, string databaseFile, int port = 0)
        => kind == ServiceKind.Dev
            ? await DevServiceHost.StartAsync(databaseFile, port == 0 ? FreePort.Next() : port)
            : await RealService.StartAsync(databaseFile, port);

    private static async Task<IRunningService> StartAsync(ServiceKind kind)
        => kind == ServiceKind.Dev ? await DevServiceHost.StartAsync() : await RealService.StartAsync();
}
