using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Storage;

/// <summary>A service that is told to end answers what it has begun and leaves with code 0.</summary>
public sealed class GracefulStopTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Terminate_UnderLoad_AnswersOrRefusesAndExitsCleanly()
    {
        var file = folder.File("service.db");
        var acknowledged = new ConcurrentBag<string>();
        using (var service = await ChildService.StartAsync(file))
        {
            await service.Actor.StartAsync("w", "q");
            var poll = service.Actor.TryPollAsync("nobody");
            var enough = new TaskCompletionSource();
            var senders = Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
            {
                for (var i = 0; ; i++)
                {
                    await service.Actor.SignalAsync("w", $"{sender}-{i}");
                    acknowledged.Add($"{sender}-{i}");
                    if (acknowledged.Count >= 100) enough.TrySetResult();
                }
            })).ToArray();
            await enough.Task;
            Assert.Equal(0, await service.TerminateAsync());
            Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcFailure>(() => poll)).Code);
            foreach (var sender in senders) await Assert.ThrowsAnyAsync<Exception>(() => sender);
        }

        using var again = await ChildService.StartAsync(file);
        var stored = (await again.Actor.HistoryAsync("w")).Events
            .Where(e => e.EventType == EventType.WorkflowExecutionSignaled).Select(e => e.WorkflowExecutionSignaledEventAttributes.SignalName).ToHashSet();
        Assert.Superset(acknowledged.ToHashSet(), stored);
    }
}
