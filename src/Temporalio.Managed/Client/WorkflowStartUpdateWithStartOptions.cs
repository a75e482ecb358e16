namespace Temporalio.Client;

/// <summary>Options of starting an update that starts its workflow if it is not running.</summary>
public class WorkflowStartUpdateWithStartOptions : WorkflowUpdateWithStartOptions
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowStartUpdateWithStartOptions"/> class.</summary>
    public WorkflowStartUpdateWithStartOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowStartUpdateWithStartOptions"/> class.</summary>
    /// <param name="startWorkflowOperation">How the workflow is started.</param>
    /// <param name="waitForStage">Stage to wait for.</param>
    public WorkflowStartUpdateWithStartOptions(WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(startWorkflowOperation) => WaitForStage = waitForStage;

    /// <summary>Initializes a new instance of the <see cref="WorkflowStartUpdateWithStartOptions"/> class.</summary>
    /// <param name="id">Update id.</param>
    /// <param name="startWorkflowOperation">How the workflow is started.</param>
    /// <param name="waitForStage">Stage to wait for.</param>
    public WorkflowStartUpdateWithStartOptions(string id, WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(id, startWorkflowOperation) => WaitForStage = waitForStage;

    internal WorkflowStartUpdateWithStartOptions(WorkflowUpdateWithStartOptions options, WorkflowUpdateStage waitForStage)
    {
        Id = options.Id;
        Rpc = options.Rpc;
        StartWorkflowOperation = options.StartWorkflowOperation;
        WaitForStage = waitForStage;
    }

    /// <summary>Gets or sets the stage to wait for. Required; <see cref="WorkflowUpdateStage.Admitted"/> cannot be waited for.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }
}
