namespace Temporalio.Client;

/// <summary>How far an update has come.</summary>
public enum WorkflowUpdateStage
{
    /// <summary>Not given.</summary>
    None = 0,

    /// <summary>The service has the update.</summary>
    Admitted = 1,

    /// <summary>The workflow has taken the update on.</summary>
    Accepted = 2,

    /// <summary>The update has an outcome.</summary>
    Completed = 3,
}
