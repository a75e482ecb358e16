namespace Temporalio.Workflows;

/// <summary>What cancelling an activity from a workflow does.</summary>
public enum ActivityCancellationType
{
    /// <summary>Ask the activity to stop and go on at once as cancelled.</summary>
    TryCancel = 0,

    /// <summary>Ask the activity to stop and wait for its answer.</summary>
    WaitCancellationCompleted = 1,

    /// <summary>Go on at once as cancelled without asking.</summary>
    Abandon = 2,
}
