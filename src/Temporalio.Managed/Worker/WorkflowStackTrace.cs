namespace Temporalio.Worker;

/// <summary>Whether a worker can answer the query for the stack trace of a workflow. Collecting it costs time.</summary>
public enum WorkflowStackTrace
{
    /// <summary>The query fails.</summary>
    None = 0,

    /// <summary>With file names and lines.</summary>
    Normal = 1,

    /// <summary>Without file names and lines.</summary>
    WithoutFileInfo = 2,
}
