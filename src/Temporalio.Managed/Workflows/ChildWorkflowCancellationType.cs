namespace Temporalio.Workflows;

/// <summary>What cancelling a child workflow from its parent does.</summary>
public enum ChildWorkflowCancellationType
{
    /// <summary>Go on at once as cancelled without asking.</summary>
    Abandon = 0,

    /// <summary>Ask the child to stop and go on at once as cancelled.</summary>
    TryCancel = 1,

    /// <summary>Ask the child to stop and wait until it closed.</summary>
    WaitCancellationCompleted = 2,

    /// <summary>Ask the child to stop and wait until it closed.</summary>
    WaitCancellationRequested = 3,
}
