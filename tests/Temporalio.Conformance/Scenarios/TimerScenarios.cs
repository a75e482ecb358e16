using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>C 53–59: timers.</summary>
public abstract class TimerScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(50);

    [Scenario]
    public async Task C53_Timer_FiresAfterItsTime()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Commands.StartTimer("1", 1));
        await Scene.CompleteSticky(await Scene.PollStickyTask(), Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}} TimerStarted{timerId=1, startToFireTimeout=1s, workflowTaskCompletedEventId=4}
            TimerFired{timerId=1, startedEventId=5}
            TaskScheduled{taskQueue.kind=STICKY} TaskStarted TaskCompleted Completed
            """);
        var history = await Scene.History();
        Assert.True(Scene.Between(history[4], history[5]) >= TimeSpan.FromSeconds(1) - Rounding);
    }

    [Scenario]
    public async Task C54_TwoTimersOfOneDuration_FireTogetherInOrder()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("b", 1), Commands.StartTimer("a", 1));
        await Scene.UntilEvent(EventType.TimerFired, count: 2);
        await Scene.HistoryIs($$"""
            {{FirstTask}} TimerStarted{timerId=b} TimerStarted{timerId=a}
            TimerFired{startedEventId=5} TimerFired{startedEventId=6} TaskScheduled
            """);
    }

    [Scenario]
    public async Task C55_TimerOfZeroSeconds_FiresSoon()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 0));
        await Scene.UntilEvent(EventType.TimerFired);
        await Scene.HistoryIs($"{FirstTask} TimerStarted{{startToFireTimeout=0s}} TimerFired TaskScheduled");
        var history = await Scene.History();
        // The real service's timers have a granularity of about a second.
        Assert.InRange(Scene.Between(history[4], history[5]), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Scenario]
    public async Task C56_CanceledTimer_DoesNotFire()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 8), Commands.StartTimer("2", 9));
        await Scene.Signal("go");
        await Scene.RunTask(Commands.CancelTimer("1"));
        await Scene.UntilEvent(EventType.TimerFired);
        await Scene.HistoryIs($$"""
            {{FirstTask}} TimerStarted TimerStarted Signaled {{WorkflowTask}}
            TimerCanceled{timerId=1, startedEventId=5, identity=worker@example} TimerFired{timerId=2} TaskScheduled
            """);
    }

    [Scenario]
    public async Task C56_TimerCanceledAfterASignal_IsTheWorkedExample()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        await Scene.Signal("go");
        await Scene.RunTask(Commands.CancelTimer("1"), Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}} TimerStarted Signaled {{WorkflowTask}} TimerCanceled{workflowTaskCompletedEventId=9} Completed
            """);
    }

    [Scenario]
    public async Task C57_TimerFiresWhileItIsCanceled_LosesItsBufferedEvent()
    {
        await Scene.Start(r => r.WorkflowTaskTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(1)));
        await Scene.RunTask(Commands.StartTimer("1", 5));
        await Scene.Signal("go");
        var task = await Scene.PollTask();
        // The fired timer waits in the buffer, where nothing shows it: let its time pass.
        await Scene.Elapse(6.5);
        await Scene.Complete(task, Commands.CancelTimer("1"));
        await Scene.HistoryIs($"{FirstTask} TimerStarted Signaled {WorkflowTask} TimerCanceled{{timerId=1}}");
    }

    [Scenario]
    public async Task C58_TimerIdStillPending_FailsTheTask()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        await Scene.Signal("go");
        var task = await Scene.PollTask();
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, Commands.StartTimer("1", 60)));
        await Scene.HistoryIs($"{FirstTask} TimerStarted Signaled TaskScheduled TaskStarted TaskFailed{{cause=START_TIMER_DUPLICATE_ID}}");
    }

    [Scenario]
    public async Task C58_CancelOfUnknownTimer_FailsTheTask()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, Commands.StartTimer("1", 60), Commands.CancelTimer("2")));
        await Scene.HistoryIs("Started TaskScheduled TaskStarted TaskFailed{cause=BAD_CANCEL_TIMER_ATTRIBUTES}");
    }

    [Scenario]
    public async Task C59_ServiceRestartsWithPendingTimer_FiresAtTheOriginalDeadline()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            await RunTimerAcrossRestart(Path.Combine(folder.FullName, "service.db"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunTimerAcrossRestart(string database)
    {
        string address;
        Scene scene;
        await using (var before = await SharedServices.StartOwnAsync(Kind, database))
        {
            address = before.Address;
            scene = Own(new Scene(address, Kind, Cancellation));
            await scene.Start();
            await scene.RunTask(Commands.StartTimer("1", 10));
        }

        // A timer that is counted again would fire at sixteen seconds at the earliest.
        await Scene.Elapse(6);
        await using var after = await SharedServices.StartOwnAsync(Kind, database, int.Parse(address.Split(':')[^1], null));
        var ready = DateTime.UtcNow;
        await scene.UntilEvent(EventType.TimerFired);
        await scene.HistoryIs($"{FirstTask} TimerStarted TimerFired TaskScheduled");
        var history = await scene.History();
        var due = history[4].EventTime.ToDateTime() + TimeSpan.FromSeconds(10);
        var latest = (ready > due ? ready : due) + TimeSpan.FromSeconds(5.5);
        Assert.InRange(history[5].EventTime.ToDateTime(), due - Rounding, latest);
    }

    public sealed class OnDevService() : TimerScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : TimerScenarios(ServiceKind.Real);
}
