namespace Temporalio.Conformance.Services;

/// <summary>The service of this repository, in this process.</summary>
public sealed class DevServiceHost : IRunningService
{
    public string Address => throw new InvalidOperationException();

    public static Task<DevServiceHost> StartAsync(string? databaseFile = null, int port = 0)
        => throw new InvalidOperationException($"no dev service yet {databaseFile} {port}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
