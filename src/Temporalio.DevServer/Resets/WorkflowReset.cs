using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Commands;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Resets;

/// <summary>
/// Takes a workflow back to one of its workflow tasks: a new run begins with a copy of the history up to there, and what
/// others sent the workflow since is delivered to it again.
/// </summary>
internal sealed class WorkflowReset(Unit unit, ResetWorkflowExecutionRequest request)
{
    private const string NoRequest = "emptyUuid";

    /// <summary>Makes the new run and ends the current one if it is open.</summary>
    public Run From(Run origin)
    {
        var point = ResetPoint.Find(origin, request.WorkflowTaskFinishEventId);
        var current = unit.Core.Runs.FindCurrent(origin.State.NamespaceId, origin.State.WorkflowId);
        var run = Begin(origin, point);
        var replay = Replay(run, point);
        EndTask(origin, run);
        if (current is { IsOpen: true }) unit.Touch(current).Closing.TerminateForReset(request.Reason);
        unit.Touch(origin).State.ResetRunId = run.State.RunId;
        new Reapplication(run, Excluded()).From(origin, point.FinishId);
        SendSignals(run);
        run.State.TaskAttempt = 1;
        run.Tasks.Schedule(TaskKind.Normal);
        Repeat(run, replay);
        return run;
    }

    private Run Begin(Run origin, ResetPoint point)
    {
        var started = point.Batches[0][0].WorkflowExecutionStartedEventAttributes.Clone();
        // The first task was scheduled long ago, and the time of the new run is counted from now.
        started.FirstWorkflowTaskBackoff = null;
        started.WorkflowExecutionExpirationTime = RunExpiry.Execution(unit.Now, started.WorkflowExecutionTimeout);
        var run = unit.Core.Starter.Register(unit, new NextRun
        {
            NamespaceId = origin.State.NamespaceId,
            RunId = Guid.NewGuid().ToString(),
            Started = started,
            UserMetadata = point.Batches[0][0].UserMetadata,
            OriginalStartTime = origin.State.OriginalStartTime,
        });
        run.State.LastResetTime = unit.Stamp;
        return run;
    }

    private static HistoryReplay Replay(Run run, ResetPoint point)
    {
        var replay = new HistoryReplay(run);
        foreach (var batch in point.Batches)
        {
            foreach (var copied in run.Events.Adopt(batch)) replay.Apply(copied);
        }

        run.Activities.Reschedule();
        return replay;
    }

    private void EndTask(Run origin, Run run)
    {
        if (!run.Tasks.IsStarted) run.Tasks.Start(ServiceIdentity.History, NoRequest, fromSticky: false, null);
        var task = run.Tasks.Pending!;
        run.Events.Add(new HistoryEvent
        {
            EventType = EventType.WorkflowTaskFailed,
            WorkflowTaskFailedEventAttributes = new()
            {
                ScheduledEventId = task.ScheduledId,
                StartedEventId = task.StartedId,
                Cause = WorkflowTaskFailedCause.ResetWorkflow,
                Failure = new Failure { Message = request.Reason, ResetWorkflowFailureInfo = new() },
                Identity = ServiceIdentity.History,
                BaseRunId = origin.State.RunId,
                NewRunId = run.State.RunId,
            },
        });
        run.Tasks.Drop();
    }

    private HashSet<ResetReapplyExcludeType> Excluded()
    {
        var excluded = request.ResetReapplyExcludeTypes.ToHashSet();
        if (request.ResetReapplyType is ResetReapplyType.None) excluded.Add(ResetReapplyExcludeType.Signal);
        if (request.ResetReapplyType is ResetReapplyType.None or ResetReapplyType.Signal) excluded.Add(ResetReapplyExcludeType.Update);
        return excluded;
    }

    private void SendSignals(Run run)
    {
        foreach (var signal in request.PostResetOperations.Select(o => o.SignalWorkflow).Where(s => s is not null))
        {
            run.Signals.Record(new()
            {
                SignalName = signal.SignalName,
                Input = signal.Input,
                Header = signal.Header,
                Identity = request.Identity,
            });
        }
    }

    /// <summary>What the workflow had asked for and the kept history does not answer is asked for again.</summary>
    private void Repeat(Run run, HistoryReplay replay)
    {
        foreach (var child in run.Children.All.Where(c => c.RunId.Length == 0).ToArray())
        {
            var initiated = run.Events.Get(child.InitiatedId);
            unit.Then(() => ChildStart.Perform(run, initiated));
        }

        foreach (var call in replay.OpenCalls.ToArray())
        {
            unit.Then(() =>
            {
                if (call.EventType == EventType.SignalExternalWorkflowExecutionInitiated) ExternalCalls.Signal(run, call);
                else ExternalCalls.Cancel(run, call);
            });
        }
    }
}
