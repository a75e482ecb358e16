using System.Diagnostics;
using System.Globalization;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Storage;

/// <summary>
/// The service is killed again and again under load. ORCHESTRATOR_CRASH_SECONDS sets for how long (default 12 s), and
/// ORCHESTRATOR_CRASH_SEED when.
/// </summary>
public sealed class CrashLoopTests : IDisposable
{
    private const int Clients = 12;
    private const int Workers = 4;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Kill_AtRandomMomentsUnderLoad_LosesNothingAndDoublesNothing()
    {
        using var service = new MortalService(folder.File("service.db"));
        await service.StartAsync();
        var load = new CrashLoad(service);
        using var clientsStop = new CancellationTokenSource();
        using var workersStop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(n => load.RunClientAsync(n, clientsStop.Token)).ToArray();
        var workers = Enumerable.Range(0, Workers).Select(_ => load.RunWorkerAsync(workersStop.Token))
            .Append(load.RunActivityWorkerAsync(workersStop.Token)).Append(load.RunActivityWorkerAsync(workersStop.Token)).ToArray();

        await KillForAWhileAsync(service, load);
        await clientsStop.CancelAsync();
        await Task.WhenAll(clients);
        var histories = new Dictionary<string, History>();
        foreach (var (id, runId) in load.Runs)
        {
            Assert.Equal(EventType.WorkflowExecutionCompleted, (await service.CallAsync(a => a.CloseAsync(id, runId))).EventType);
            histories.Add(runId, await service.CallAsync(a => a.HistoryAsync(id, runId)));
        }

        await workersStop.CancelAsync();
        await Task.WhenAll(workers);
        Assert.True(service.Deaths > 3 && histories.Count > Clients, $"{service.Deaths} deaths and {histories.Count} workflows show nothing");
        Check(load, histories);
    }

    private static async Task KillForAWhileAsync(MortalService service, CrashLoad load)
    {
        var random = new Random(Setting("ORCHESTRATOR_CRASH_SEED", 20_261));
        var length = TimeSpan.FromSeconds(Setting("ORCHESTRATOR_CRASH_SECONDS", 12));
        var clock = Stopwatch.StartNew();

        // A machine that takes long to start a process needs longer to show anything.
        while (clock.Elapsed < length || service.Deaths <= 3 || load.Runs.Count <= Clients)
        {
            // The moment is what is tested. Often it is the one in which an acknowledgement arrives: the worst, if it came too early.
            await Task.Delay(random.Next(40, 900));
            if (random.Next(3) > 0) await load.NextAcknowledgement();
            await service.DieAsync();
        }
    }

    private static void Check(CrashLoad load, Dictionary<string, History> histories)
    {
        foreach (var (_, history) in histories)
        {
            Assert.Equal(Enumerable.Range(1, history.Events.Count), history.Events.Select(e => (int)e.EventId));
            Assert.Single(history.Events, e => e.EventType == EventType.ActivityTaskScheduled);
            Assert.Single(history.Events, e => e.EventType == EventType.ActivityTaskCompleted);
            Assert.Single(history.Events, e => e.EventType == EventType.TimerFired);
            Assert.Single(history.Events, e => e.EventType == EventType.WorkflowExecutionCompleted);
            var names = history.Events.Where(e => e.EventType == EventType.WorkflowExecutionSignaled).Select(e => e.WorkflowExecutionSignaledEventAttributes.SignalName).ToArray();
            Assert.Equal(names.Distinct(), names);
        }

        foreach (var (id, name) in load.AcknowledgedSignals)
            Assert.Single(histories[load.Runs[id]].Events, e => e.WorkflowExecutionSignaledEventAttributes?.SignalName == name);
        foreach (var (runId, startedId) in load.CompletedTasks)
            Assert.Single(histories[runId].Events, e => e.WorkflowTaskCompletedEventAttributes?.StartedEventId == startedId);
        foreach (var (runId, _) in load.CompletedActivities)
            Assert.Single(histories[runId].Events, e => e.EventType == EventType.ActivityTaskCompleted);
        foreach (var (runId, seen) in load.Seen.Where(s => histories.ContainsKey(s.Key)))
            Assert.Equal(seen, histories[runId].Events.Take(seen.Count));
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
