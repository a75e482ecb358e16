using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Histories;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>S: how much a run may hold, and what happens beyond it.</summary>
public abstract class LimitScenarios(ServiceKind kind) : ScenarioBase(kind, FillingUp)
{
    /// <summary>Seconds in which a service that shares its machine with other tests writes tens of megabytes.</summary>
    private const double FillingUp = 285;

    /// <summary>Seconds: a poll that is given up while the service answers it loses the task until that times out.</summary>
    private const double Unhurried = 30;

    private const int MostPending = 2000;

    /// <summary>A task that times out on a busy machine would add events.</summary>
    private static readonly Action<StartWorkflowExecutionRequest> Patiently = r => r.WorkflowTaskTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(1));

    /// <summary>Marker bytes of one completion, under the 4 MiB of a message.</summary>
    private const int StepBytes = 3_900_000;

    [Scenario]
    public Task S17_OneActivityTooMany_FailsTheTask() => TooMany(i => Scene.ScheduleActivity($"{i}"));

    [Scenario]
    public Task S18_OneChildTooMany_FailsTheTask() => TooMany(i =>
    {
        using var child = Scene.Beside($"-child{i}");
        return Commands.StartChild(child);
    });

    [Scenario]
    public Task S19_OneSignalToOthersTooMany_FailsTheTask() => TooMany(i => Commands.SignalExternal($"{Scene.Id}-{i}", "go"));

    [Scenario]
    public Task S20_OneCancelRequestTooMany_FailsTheTask() => TooMany(i => Commands.CancelExternal($"{Scene.Id}-{i}"));

    [Scenario]
    public async Task S21_HistoryOfTooManyBytes_IsTerminatedAndCanBeRead()
    {
        await Scene.Start(Patiently);
        var text = Json.Of($"\"{new string('x', StepBytes / 2)}\"");
        await UntilTerminated(() => [Commands.RecordMarker("m", ("a", text)), Commands.RecordMarker("m", ("b", text))]);
        var described = await Scene.Describe();
        Assert.Equal(WorkflowExecutionStatus.Terminated, described.WorkflowExecutionInfo.Status);
        Assert.True(described.WorkflowExecutionInfo.HistorySizeBytes > 50 * 1024 * 1024);

        var events = new List<HistoryEvent>();
        var bytes = 0L;
        var token = ByteString.Empty;
        do
        {
            var page = await Scene.HistoryPage(r => r.NextPageToken = token);
            events.AddRange(page.History.Events);
            bytes += page.CalculateSize();
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.EventId));
        Assert.Equal(described.WorkflowExecutionInfo.HistoryLength, events.Count);
        Assert.True(bytes > 50 * 1024 * 1024);
        await Closed("Workflow history size exceeds limit.");
        Told(events);
    }

    [Scenario]
    public async Task S22_HistoryOfTooManyEvents_IsTerminated()
    {
        await Scene.Start(Patiently);
        await UntilTerminated(() => Enumerable.Range(0, 9000).Select(_ => Commands.RecordMarker("m")).ToArray());
        await Closed("Workflow history count exceeds limit.");
        Told(await Scene.History());
    }

    [Scenario]
    public async Task S23_StateOfTooManyBytes_IsTerminated()
    {
        await Scene.Start(Patiently);
        await Scene.RunTask(Enumerable.Range(0, 6).Select(i => Scene.ScheduleActivity($"{i}")).ToArray());
        for (var i = 0; i < 6 && (await Scene.Describe()).WorkflowExecutionInfo.Status == WorkflowExecutionStatus.Running; i++)
        {
            var task = await Scene.PollActivity();
            try
            {
                // What the last heartbeat of a pending activity said is part of the state; its input is not.
                await Scene.Heartbeat(task, $"\"{new string('x', 1_900_000)}\"");
            }
            catch (WireException refusal) when (refusal.Code is GrpcCode.InvalidArgument or GrpcCode.NotFound)
            {
                // The one that goes too far is refused.
            }
        }

        await Closed("Workflow mutable state size exceeds limit.");
        Told(await Scene.History());
    }

    [Scenario]
    public async Task S24_MessageTooLarge_IsRefused()
    {
        var refused = await Scene.Refused(GrpcCode.ResourceExhausted, () => Scene.Start(r => r.Input = Json.Of($"\"{new string('x', 5_000_000)}\"")));
        Assert.Matches(@"^grpc: received message larger than max \(\d+ vs\. 4194304\)$", refused.Text);
    }

    [Scenario]
    public async Task S25_MemoHeaderAndTextsTooLarge_AreRefused()
    {
        var told = Scene.Transcript();
        var large = Json.Payload($"\"{new string('x', 2_100_000)}\"");
        await Ask("memo", r => r.Memo = new() { Fields = { ["m"] = large } });
        await Ask("summary", r => r.UserMetadata = new() { Summary = Json.Payload($"\"{new string('x', 500)}\"") });
        await Ask("details", r => r.UserMetadata = new() { Details = Json.Payload($"\"{new string('x', 21_000)}\"") });
        await Ask("id", r => r.WorkflowId = new string('x', 1001));
        await Ask("type", r => r.WorkflowType.Name = new string('x', 1001));
        await Ask("queue", r => r.TaskQueue.Name = new string('x', 1001));
        await Ask("request id", r => r.RequestId = new string('x', 1001));
        await Scene.Start();
        await told.Ask("signal input", Scene.Signal("go", change: r => r.Input = new() { Payloads_ = { large } }));
        await told.Ask("signal name", Scene.Signal(new string('x', 1001)));
        told.IsRecorded();

        Task Ask(string what, Action<StartWorkflowExecutionRequest> change) => told.Ask(what, Scene.Start(r =>
        {
            r.WorkflowId += what;
            change(r);
        }));
    }

    /// <summary>As many as may be pending fit into one step, one more does not; and one more fails a later step.</summary>
    private async Task TooMany(Func<int, Command> command, [System.Runtime.CompilerServices.CallerMemberName] string scenario = "")
    {
        var told = Scene.Transcript();
        await Scene.Start(Patiently);
        var task = await Scene.PollTask();
        await told.Ask("one too many", Scene.Complete(task, Enumerable.Range(0, MostPending + 1).Select(command).ToArray()));
        await Scene.HistoryIs("Started TaskScheduled TaskStarted TaskFailed", label: null, scenario: scenario + "_History");
        told.IsRecorded(scenario);
    }

    /// <summary>Completes task after task with new commands until the service has had enough.</summary>
    private async Task UntilTerminated(Func<Command[]> commands)
    {
        while ((await Scene.Describe()).WorkflowExecutionInfo.Status == WorkflowExecutionStatus.Running)
        {
            var task = await Scene.TryPollTask(Unhurried);
            if (task.TaskToken.IsEmpty) continue;
            try
            {
                await Scene.Complete(task, r => r.ForceCreateNewWorkflowTask = true, commands());
            }
            catch (WireException refusal) when (refusal.Code is GrpcCode.InvalidArgument or GrpcCode.NotFound)
            {
                // The step that goes too far is refused, or finds the run closed; the loop sees that it is.
            }
        }
    }

    /// <summary>How long the history became and how it ends.</summary>
    private void Told(IReadOnlyList<HistoryEvent> events, [System.Runtime.CompilerServices.CallerMemberName] string scenario = "")
    {
        var told = Scene.Transcript();
        var end = EndWithoutLostTasks(events);
        told.Note(string.Join(' ', end.Select(e => $"{e.EventId}:{HistoryText.ShortName(e)}")));
        told.Note(HistoryText.Render(end.TakeLast(3), Scene.Id));
        told.IsRecorded(scenario);
    }

    /// <summary>
    /// The last events, counted as if no workflow task had timed out: a service that writes tens of megabytes on a busy machine now and
    /// then loses one, which is three events more and changes nothing of the limit.
    /// </summary>
    private static List<HistoryEvent> EndWithoutLostTasks(IReadOnlyList<HistoryEvent> events)
    {
        var lost = events.Where(e => e.EventType == EventType.WorkflowTaskTimedOut)
            .SelectMany(e => new[] { e.WorkflowTaskTimedOutEventAttributes.ScheduledEventId, e.WorkflowTaskTimedOutEventAttributes.StartedEventId, e.EventId })
            .ToHashSet();
        var end = events.Where(e => !lost.Contains(e.EventId)).TakeLast(12).Select(e => e.Clone()).ToList();
        foreach (var e in end)
        {
            e.EventId = Counted(e.EventId);
            if (e.MarkerRecordedEventAttributes is { } marker)
                marker.WorkflowTaskCompletedEventId = Counted(marker.WorkflowTaskCompletedEventId);
        }

        return end;

        long Counted(long id) => id - lost.Count(other => other < id);
    }

    private async Task Closed(string reason)
    {
        var last = await Scene.HistoryPage(r => (r.WaitNewEvent, r.HistoryEventFilterType) = (true, HistoryEventFilterType.CloseEvent));
        var close = Assert.Single(last.History.Events);
        Assert.Equal(EventType.WorkflowExecutionTerminated, close.EventType);
        Assert.Equal(reason, close.WorkflowExecutionTerminatedEventAttributes.Reason);
    }

    public sealed class OnDevService() : LimitScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : LimitScenarios(ServiceKind.Real);
}
