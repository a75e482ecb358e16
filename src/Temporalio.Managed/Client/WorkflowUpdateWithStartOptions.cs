namespace Temporalio.Client;

/// <summary>Options of an update that starts its workflow if it is not running.</summary>
public class WorkflowUpdateWithStartOptions : WorkflowUpdateOptions
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateWithStartOptions"/> class.</summary>
    public WorkflowUpdateWithStartOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateWithStartOptions"/> class.</summary>
    /// <param name="startWorkflowOperation">How the workflow is started.</param>
    public WorkflowUpdateWithStartOptions(WithStartWorkflowOperation startWorkflowOperation) =>
        StartWorkflowOperation = startWorkflowOperation;

    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateWithStartOptions"/> class.</summary>
    /// <param name="id">Update id.</param>
    /// <param name="startWorkflowOperation">How the workflow is started.</param>
    public WorkflowUpdateWithStartOptions(string id, WithStartWorkflowOperation startWorkflowOperation)
        : base(id) => StartWorkflowOperation = startWorkflowOperation;

    /// <summary>Gets or sets how the workflow is started. Required.</summary>
    public WithStartWorkflowOperation? StartWorkflowOperation { get; set; }

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (WorkflowUpdateWithStartOptions)base.Clone();
        copy.StartWorkflowOperation = (WithStartWorkflowOperation?)StartWorkflowOperation?.Clone();
        return copy;
    }
}
