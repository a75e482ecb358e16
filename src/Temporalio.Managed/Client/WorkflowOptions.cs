using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>Options of starting a workflow. <see cref="Id"/> and <see cref="TaskQueue"/> are required.</summary>
public class WorkflowOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowOptions"/> class.</summary>
    public WorkflowOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowOptions"/> class.</summary>
    /// <param name="id">Workflow id.</param>
    /// <param name="taskQueue">Task queue.</param>
    public WorkflowOptions(string id, string taskQueue)
    {
        Id = id;
        TaskQueue = taskQueue;
    }

    /// <summary>Gets or sets the workflow id: unique among running workflows of the namespace.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the task queue whose workers run the workflow.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Gets or sets a line for people to read.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Gets or sets several lines for people to read.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>Gets or sets how long the workflow may take, retries and continuations included.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Gets or sets how long one run may take.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Gets or sets how long one workflow task may take. The service's default is 10 s.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Gets or sets whether the id of a closed workflow may be used again.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>Gets or sets what happens when a workflow with this id is running.</summary>
    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; } = WorkflowIdConflictPolicy.Unspecified;

    /// <summary>Gets or sets how the workflow is tried again when it fails. Default: not at all.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Gets or sets a cron expression by which the workflow runs again and again.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Gets or sets values that are stored with the workflow.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Gets or sets values by which the workflow can be found.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Gets or sets the time before the first workflow task.</summary>
    public TimeSpan? StartDelay { get; set; }

    /// <summary>Gets or sets the signal that goes with the start.</summary>
    public string? StartSignal { get; set; }

    /// <summary>Gets or sets the arguments of <see cref="StartSignal"/>.</summary>
    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    /// <summary>Gets or sets a value indicating whether a worker of this process may get the first task at once, with the answer to the start: one that shares the connection of the client and has a free slot.</summary>
    public bool RequestEagerStart { get; set; }

    /// <summary>Gets or sets the options of the call.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Gets or sets the order of the workflow's tasks among others.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Gets or sets the versioning of this workflow if it is not that of its worker.</summary>
    public VersioningOverride? VersioningOverride { get; set; }

    /// <summary>Sends a signal with the start; the workflow is started only if it is not running.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="signalCall">Call of the signal method.</param>
    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var call = LambdaCall.FromMethodOf(signalCall);
        SignalWithStart(WorkflowSignalDefinition.NameFromMethodForCall(call.Method), call.Args);
    }

    /// <summary>Sends a signal with the start; the workflow is started only if it is not running.</summary>
    /// <param name="signal">Name of the signal.</param>
    /// <param name="args">Arguments.</param>
    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args)
    {
        StartSignal = signal;
        StartSignalArgs = args;
    }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (WorkflowOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
