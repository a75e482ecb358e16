using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Matching;

/// <summary>A workflow task on offer; one object stands for one scheduling.</summary>
internal sealed class QueuedWorkflowTask(Run run, WorkflowTaskState task) : QueuedTask(run)
{
    public bool IsSticky => task.Queue.Kind == TaskQueueKind.Sticky;

    public override bool IsWanted => Run.IsOpen && ReferenceEquals(Run.State.Task, task) && task.StartedId == 0;
}
