using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Matching;

/// <summary>Something a worker is wanted for.</summary>
internal abstract class QueuedTask(Run run)
{
    public Run Run { get; } = run;

    public DateTime QueuedAt { get; set; }

    /// <summary>Still wanted: neither handed out otherwise nor overtaken.</summary>
    public abstract bool IsWanted { get; }
}

internal sealed class QueuedWorkflowTask(Run run, WorkflowTaskState task) : QueuedTask(run)
{
    public bool IsSticky => task.Queue.Kind == TaskQueueKind.Sticky;

    public override bool IsWanted => Run.IsOpen && ReferenceEquals(Run.State.Task, task) && task.StartedId == 0;
}

internal sealed class QueuedActivity(Run run, ActivityState activity) : QueuedTask(run)
{
    private readonly int attempt = activity.Attempt;

    public ActivityState Activity { get; } = activity;

    public override bool IsWanted =>
        Run.IsOpen && ReferenceEquals(Run.Activities.Find(Activity.ScheduledId), Activity) && Activity.Attempt == attempt && Activity.StartedTime is null;
}

internal sealed class QueuedQuery(Run run, DirectQuery query) : QueuedTask(run)
{
    public DirectQuery Query { get; } = query;

    public override bool IsWanted => !Query.IsOver;
}
