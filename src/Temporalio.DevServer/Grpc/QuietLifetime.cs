using Microsoft.Extensions.Hosting;

namespace Temporalio.DevServer.Grpc;

/// <summary>A host that starts and stops when it is told to, and listens to no signal.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
