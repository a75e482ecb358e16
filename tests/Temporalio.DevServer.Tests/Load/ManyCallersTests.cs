using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Load;

/// <summary>Many connections, many long polls, long histories.</summary>
public sealed class ManyCallersTests(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Polls_2000On500Connections_EachGetsItsTask()
    {
        const int connections = 500;
        const int pollsEach = 4;
        var clients = Enumerable.Range(0, connections).Select(_ => new RpcClient(service.Address)).ToArray();
        try
        {
            var polls = clients.SelectMany((client, c) => Enumerable.Range(0, pollsEach).Select(
                p => TaskOfAsync(new Actor(client), $"many-{c}-{p}"))).ToArray();
            await Parallel.ForAsync(0, connections * pollsEach, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
                await service.Actor.StartAsync($"many-{i}", $"many-{i / pollsEach}-{i % pollsEach}"));
            var tasks = await Task.WhenAll(polls);
            Assert.Equal(Enumerable.Range(0, connections * pollsEach).Select(i => $"many-{i}"), tasks.Select(t => t.WorkflowExecution.WorkflowId));
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
    }

    /// <summary>Polls as a worker does: again, when the service has waited as long as it does.</summary>
    private static async Task<PollWorkflowTaskQueueResponse> TaskOfAsync(Actor actor, string queue)
    {
        while (true)
        {
            var task = await actor.TryPollAsync(queue, timeout: TimeSpan.FromSeconds(60));
            if (!task.TaskToken.IsEmpty) return task;
        }
    }

    [Fact]
    public async Task History_Of40MegaBytes_IsReadInPagesThatFitAMessage()
    {
        var actor = service.Actor;
        await actor.StartAsync("long", "long-queue");
        var large = $"\"{new string('x', 1_000_000)}\"";
        for (var i = 0; i < 40; i++) await actor.SignalAsync("long", $"s{i}", large);
        var (events, pages, token) = (0, 0, ByteString.Empty);
        do
        {
            var page = await actor.Client.CallAsync<GetWorkflowExecutionHistoryResponse>(
                new GetWorkflowExecutionHistoryRequest { Namespace = "default", Execution = new() { WorkflowId = "long" }, NextPageToken = token });
            Assert.InRange(page.CalculateSize(), 1, 6 * 1024 * 1024);
            events += page.History.Events.Count;
            pages++;
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        Assert.Equal(42, events);
        Assert.True(pages > 6, $"{pages} pages");

        var task = await actor.PollAsync("long-queue");
        Assert.InRange(task.CalculateSize(), 1, 6 * 1024 * 1024);
        Assert.False(task.NextPageToken.IsEmpty);
        Assert.Equal(EventType.WorkflowExecutionStarted, task.History.Events[0].EventType);
    }
}
