using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Temporalio.Client;
using Temporalio.DevServer;

namespace Orchestrator.Tests.Workflows.Accounts;

/// <summary>How fast purchases go out, where an account allows so many in a time.</summary>
public sealed class AccountRateTests
{
    private const double PerSecond = 2;

    [Fact]
    public async Task TwoWorkers_OnAnAccountWithARate_TogetherBuyNoFasterThanItAllows()
    {
        await using var service = await DevService.StartAsync(new DevServiceOptions());
        var stages = new FakeStages { Account = _ => new("vertex", "vendor/endpoint") };
        stages.Plan = request => new DeterministicPlanner().PlanAsync(request.Brief, default);
        var accounts = new AccountSettings([new("vertex", 12)], provider => provider == "vertex" ? PerSecond : null);
        var clients = new[] { await ConnectAsync(service, "one"), await ConnectAsync(service, "other") };
        var workers = clients.Select(client => new FilmWorker(client, NullLoggerFactory.Instance, accounts, stages, stages, stages, stages, stages)).ToList();
        foreach (var worker in workers)
            await worker.StartAsync(default);

        var films = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => clients[0].StartWorkflowAsync(
            (ProductionWorkflow film) => film.RunAsync(new ProductionRequest(Briefs.Of(seconds: 24, beats: 4))), new(id: $"film-{Guid.NewGuid():N}", taskQueue: FilmWorker.TaskQueue))));
        foreach (var film in films)
            Assert.Equal(DeliveryStatus.Completed, (await film.GetResultAsync()).Status);
        var sends = await SendsAsync(clients[0], films.SelectMany(film => Enumerable.Range(1, 4).Select(shot => $"{film.Id}/s{shot:00}")));
        foreach (var worker in workers)
            await worker.StopAsync(default);

        // By the clock of the service that handed them out. Were each worker held to the rate by itself, it would be half as long.
        Assert.Equal(12, sends.Count);
        Assert.Equal(2, sends.Select(send => send.Worker).Distinct().Count());
        Assert.True(sends.Max(send => send.At) - sends.Min(send => send.At) >= TimeSpan.FromSeconds(0.8 * (sends.Count - 1) / PerSecond), string.Join(", ", sends.Order()));
    }

    private static async Task<TemporalClient> ConnectAsync(DevService service, string identity) =>
        await TemporalClient.ConnectAsync(new(service.Address) { Identity = identity });

    private static async Task<IReadOnlyList<(DateTime At, string Worker)>> SendsAsync(TemporalClient client, IEnumerable<string> shots)
    {
        List<(DateTime, string)> sends = [];
        foreach (var id in shots)
        {
            var events = (await client.GetWorkflowHandle(id).FetchHistoryAsync()).Events;
            var submits = events.Where(entry => entry.ActivityTaskScheduledEventAttributes?.ActivityType.Name == "SubmitTake").Select(entry => entry.EventId).ToHashSet();
            sends.AddRange(events.Where(entry => entry.ActivityTaskStartedEventAttributes is { } started && submits.Contains(started.ScheduledEventId))
                .Select(entry => (entry.EventTime.ToDateTime(), entry.ActivityTaskStartedEventAttributes.Identity)));
        }

        return sends;
    }
}
