using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Worker.Machines;

/// <summary>One timer of a run.</summary>
internal sealed class TimerMachine
{
    private readonly TaskCompletionSource fired = new();
    private readonly RunMachine run;
    private readonly string timerId;
    private readonly PendingCommand start;
    private long startedEventId;

    public TimerMachine(RunMachine run, string timerId, TimeSpan duration, Payload? summary)
    {
        this.run = run;
        this.timerId = timerId;
        var command = new Command
        {
            CommandType = CommandType.StartTimer,
            StartTimerCommandAttributes = new() { TimerId = timerId, StartToFireTimeout = Duration.FromTimeSpan(duration) },
            UserMetadata = summary is null ? null : new() { Summary = summary },
        };
        start = run.Add(new(EventType.TimerStarted, command)
        {
            Check = e => e.TimerStartedEventAttributes.TimerId == timerId ? null : $"timer {timerId} was expected",
            OnRecorded = e =>
            {
                startedEventId = e.EventId;
                run.Listen(startedEventId, OnEvent);
            },
        });
    }

    /// <summary>Completes when the timer fired; cancelled when code cancelled it.</summary>
    public Task Fired => fired.Task;

    public void Cancel(CancellationToken token)
    {
        if (fired.Task.IsCompleted)
            return;
        if (start.IsRecorded)
            run.Add(CancelCommand());
        else
            start.Dropped = true;
        fired.TrySetCanceled(token);
    }

    private PendingCommand CancelCommand()
    {
        var command = new Command
        {
            CommandType = CommandType.CancelTimer,
            CancelTimerCommandAttributes = new() { TimerId = timerId },
        };
        return new(EventType.TimerCanceled, command)
        {
            Check = e => e.TimerCanceledEventAttributes.TimerId == timerId ? null : $"timer {timerId} was expected",
        };
    }

    private void OnEvent(Api.History.V1.HistoryEvent e)
    {
        if (e.TimerFiredEventAttributes.TimerId != timerId)
            throw Nondeterminism.Error($"{e.Describe()} fires timer {e.TimerFiredEventAttributes.TimerId}, but the timer is {timerId}");
        run.AddJob(new ResolveJob(() => fired.TrySetResult()));
    }
}
