using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Matching;

/// <summary>One attempt of an activity on offer.</summary>
internal sealed class QueuedActivity(Run run, ActivityState activity) : QueuedTask(run)
{
    private readonly int attempt = activity.Attempt;
    private readonly int interventions = activity.Interventions;

    public ActivityState Activity { get; } = activity;

    public override bool IsWanted =>
        Run.IsOpen && ReferenceEquals(Run.Activities.Find(Activity.ScheduledId), Activity) && Activity.Attempt == attempt &&
        Activity.Interventions == interventions && Activity.StartedTime is null;
}
