using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>A service that was started for tests.</summary>
internal class ServerEnvironment(ITemporalClient client, ServerProcess server) : WorkflowEnvironment(client)
{
    public override async Task ShutdownAsync() => await server.DisposeAsync();
}
