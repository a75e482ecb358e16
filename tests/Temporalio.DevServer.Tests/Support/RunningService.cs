namespace Temporalio.DevServer.Tests.Support;

/// <summary>One service for the tests of a class.</summary>
public sealed class RunningService : IAsyncLifetime, IDisposable
{
    private DevService? service;
    private RpcClient? client;

    internal RpcClient Client => client!;

    internal Actor Actor => new(Client);

    internal string Address => service!.Address;

    public async Task InitializeAsync()
    {
        service = await DevService.StartAsync(new DevServiceOptions());
        client = new RpcClient(service.Address);
    }

    public async Task DisposeAsync()
    {
        if (service is not null) await service.DisposeAsync();
    }

    public void Dispose() => client?.Dispose();
}
