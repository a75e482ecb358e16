namespace Temporalio.Client;

/// <summary>Options of starting an update.</summary>
public class WorkflowUpdateStartOptions : WorkflowUpdateOptions
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateStartOptions"/> class.</summary>
    public WorkflowUpdateStartOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateStartOptions"/> class.</summary>
    /// <param name="waitForStage">Stage to wait for.</param>
    public WorkflowUpdateStartOptions(WorkflowUpdateStage waitForStage) => WaitForStage = waitForStage;

    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateStartOptions"/> class.</summary>
    /// <param name="id">Update id.</param>
    /// <param name="waitForStage">Stage to wait for.</param>
    public WorkflowUpdateStartOptions(string id, WorkflowUpdateStage waitForStage)
        : base(id) => WaitForStage = waitForStage;

    internal WorkflowUpdateStartOptions(WorkflowUpdateOptions? options, WorkflowUpdateStage waitForStage)
    {
        Id = options?.Id;
        Rpc = options?.Rpc;
        WaitForStage = waitForStage;
    }

    /// <summary>Gets or sets the stage to wait for. Required; <see cref="WorkflowUpdateStage.Admitted"/> cannot be waited for.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }
}
