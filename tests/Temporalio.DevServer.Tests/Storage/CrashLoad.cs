using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Storage;

/// <summary>
/// Clients and workers that go on whatever happens to the service, and remember everything it acknowledged. Each workflow has an
/// activity and a timer, takes some signals and then completes.
/// </summary>
internal sealed class CrashLoad(MortalService service)
{
    private const string Queue = "load";
    private const int Signals = 6;

    // Whoever waits for an acknowledgement goes on in the very moment it arrives.
    private TaskCompletionSource acknowledged = new();

    /// <summary>Acknowledged starts: workflow id to run id.</summary>
    public ConcurrentDictionary<string, string> Runs { get; } = new();

    /// <summary>Acknowledged signals: workflow id and name.</summary>
    public ConcurrentBag<(string WorkflowId, string Name)> AcknowledgedSignals { get; } = [];

    /// <summary>Acknowledged completions of workflow tasks: run id and the id of the start.</summary>
    public ConcurrentBag<(string RunId, long StartedId)> CompletedTasks { get; } = [];

    /// <summary>Acknowledged completions of activities: run id and activity id.</summary>
    public ConcurrentBag<(string RunId, string ActivityId)> CompletedActivities { get; } = [];

    /// <summary>The longest history of each run that a worker was ever shown, without what is not stored yet.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<HistoryEvent>> Seen { get; } = new();

    /// <summary>Ends with the next acknowledgement that arrives.</summary>
    public Task NextAcknowledgement() => acknowledged.Task;

    /// <summary>Starts workflows one after the other and signals each, until told to stop; finishes the one it is at.</summary>
    public async Task RunClientAsync(int number, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var id = $"w-{number}-{i}";
            var request = new Actor(null!).StartRequest(id, Queue, r => r.WorkflowTaskTimeout = Make.Seconds(1));
            var started = await service.CallAsync(a => a.Client.CallAsync<StartWorkflowExecutionResponse>(request));
            Runs[id] = started.RunId;
            await Task.WhenAll(Enumerable.Range(0, Signals).Select(n => SignalAsync(id, $"s{n}")));
        }
    }

    /// <summary>Works until told to stop.</summary>
    public async Task RunWorkerAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var task = await service.TryAsync(a => a.TryPollAsync(Queue, timeout: TimeSpan.FromSeconds(3)));
            if (task is null or { TaskToken.IsEmpty: true }) continue;
            Remember(task);
            if (await AcknowledgedAsync(a => a.CompleteAsync(task, Decide(task.History.Events))))
                CompletedTasks.Add((task.WorkflowExecution.RunId, task.StartedEventId));
        }
    }

    /// <summary>Does activities until told to stop.</summary>
    public async Task RunActivityWorkerAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var task = await service.TryAsync(a => a.Client.CallAsync<PollActivityTaskQueueResponse>(
                new PollActivityTaskQueueRequest { Namespace = "default", TaskQueue = Make.Queue(Queue), Identity = Actor.WorkerName }, TimeSpan.FromSeconds(3)));
            if (task is null or { TaskToken.IsEmpty: true }) continue;
            var acknowledged = await AcknowledgedAsync(a => a.Client.CallAsync<RespondActivityTaskCompletedResponse>(new RespondActivityTaskCompletedRequest
            {
                Namespace = "default",
                TaskToken = task.TaskToken,
                Result = Make.Json("1"),
                Identity = Actor.WorkerName,
            }));
            if (acknowledged) CompletedActivities.Add((task.WorkflowExecution.RunId, task.ActivityId));
        }
    }

    private static Api.Command.V1.Command[] Decide(IReadOnlyCollection<HistoryEvent> events)
    {
        if (events.All(e => e.EventType != EventType.ActivityTaskScheduled))
        {
            return
            [
                Make.Timer("t", 0.2),
                Make.Activity("a", Queue, a =>
                {
                    a.StartToCloseTimeout = Make.Seconds(1);
                    a.RetryPolicy = new() { InitialInterval = Make.Seconds(0.1), BackoffCoefficient = 1 };
                }),
            ];
        }

        var isDone = events.Count(e => e.EventType == EventType.WorkflowExecutionSignaled) == Signals &&
            events.Any(e => e.EventType == EventType.ActivityTaskCompleted) && events.Any(e => e.EventType == EventType.TimerFired);
        return isDone ? [Make.Complete()] : [];
    }

    private void Remember(PollWorkflowTaskQueueResponse task)
    {
        // The start of a further attempt is shown but not stored.
        var stored = task.Attempt > 1 ? task.History.Events.SkipLast(2).ToArray() : [.. task.History.Events];
        Seen.AddOrUpdate(task.WorkflowExecution.RunId, stored, (_, known) => known.Count > stored.Length ? known : stored);
    }

    /// <summary>Sends a signal until the service has answered. It may have been taken by a service that died before it could say so.</summary>
    private async Task SignalAsync(string id, string name)
    {
        var requestId = Guid.NewGuid().ToString();
        if (await AcknowledgedAsync(async a =>
        {
            await a.SignalAsync(id, name, requestId: requestId);
            return name;
        }, again: true))
        {
            AcknowledgedSignals.Add((id, name));
        }
    }

    /// <summary>Calls, again if wanted, and says whether the service acknowledged. What is over already is no acknowledgement.</summary>
    private async Task<bool> AcknowledgedAsync<T>(Func<Actor, Task<T>> call, bool again = false)
        where T : class
    {
        try
        {
            var arrived = (again ? await service.CallAsync(call) : await service.TryAsync(call)) is not null;
            if (arrived) Interlocked.Exchange(ref acknowledged, new()).TrySetResult();
            return arrived;
        }
        catch (RpcFailure failure) when (failure.Code is StatusCode.NotFound or StatusCode.InvalidArgument)
        {
            // The task timed out, an earlier try was taken, or a signal came in between.
            return false;
        }
    }
}
