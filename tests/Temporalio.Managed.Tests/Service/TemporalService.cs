using Temporalio.Client;

namespace Temporalio.Tests.Service;

/// <summary>The running service of one part of <see cref="ServiceCollection"/>, started by the first test that needs it.</summary>
public sealed class TemporalService : IAsyncLifetime
{
    /// <summary>Custom search attributes of the namespace: name to type.</summary>
    internal static readonly IReadOnlyDictionary<string, string> SearchAttributes =
        new Dictionary<string, string> { ["Director"] = "Keyword", ["Takes"] = "Int" };

    private Task? start;
    private IAsyncDisposable? running;
    private TemporalClient? client;

    public string Address { get; private set; } = string.Empty;

    public TemporalClient Client => client ?? throw new InvalidOperationException("The service is not running");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task StartAsync(ServiceKind kind) => start ??= RunAsync(kind);

    public async Task DisposeAsync()
    {
        if (running != null)
            await running.DisposeAsync();
    }

    private async Task RunAsync(ServiceKind kind)
    {
        if (kind == ServiceKind.Dev)
        {
            var service = await DevServer.DevService.StartAsync(new() { SearchAttributes = SearchAttributes });
            (running, Address) = (service, service.Address);
        }
        else
        {
            var service = await RealService.StartAsync();
            (running, Address) = (service, service.Address);
        }

        client = await TemporalClient.ConnectAsync(new(Address));
    }
}
