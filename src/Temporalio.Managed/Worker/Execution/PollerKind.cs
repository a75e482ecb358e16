namespace Temporalio.Worker.Execution;

/// <summary>What a group of polls is for.</summary>
/// <param name="PollerType">Its name in metrics and logs.</param>
/// <param name="IsSticky">Whether the polls are for tasks of runs that the worker keeps.</param>
internal sealed record PollerKind(string PollerType, bool IsSticky)
{
    public static PollerKind Workflow { get; } = new("workflow_task", false);

    public static PollerKind StickyWorkflow { get; } = new("sticky_workflow_task", true);

    public static PollerKind Activity { get; } = new("activity_task", false);
}
