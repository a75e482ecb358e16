using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Converters;
using Temporalio.Runtime;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a replayer runs. At least one workflow is required.</summary>
public class WorkflowReplayerOptions : ICloneable
{
    /// <summary>Raised before workflow code runs for a workflow task.</summary>
    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    /// <summary>Raised after workflow code ran for a workflow task.</summary>
    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    /// <summary>The namespace that workflow code sees.</summary>
    public string Namespace { get; set; } = "ReplayNamespace";

    /// <summary>The task queue that workflow code sees when the history names none.</summary>
    public string TaskQueue { get; set; } = "ReplayTaskQueue";

    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    public string? BuildId { get; set; }

    public string? Identity { get; set; }

    /// <summary>Switches the detection of deadlocks off, so that a debugger may halt workflow code.</summary>
    public bool DebugMode { get; set; } = Environment.GetEnvironmentVariable("TEMPORAL_DEBUG") is "1" or "true";

    /// <summary>Switches off the detection of workflow code that hands work to another scheduler.</summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    public TemporalRuntime? Runtime { get; set; }

    /// <summary>Exception types that fail a workflow, and an update, instead of retrying the workflow task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    public WorkflowReplayerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public WorkflowReplayerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public WorkflowReplayerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>Makes a copy with its own list of workflows.</summary>
    public virtual object Clone()
    {
        var copy = (WorkflowReplayerOptions)MemberwiseClone();
        copy.Workflows = [.. Workflows];
        return copy;
    }

    internal void OnTaskStarting(object sender, WorkflowTaskStartingEventArgs e) => WorkflowTaskStarting?.Invoke(sender, e);

    internal void OnTaskCompleted(object sender, WorkflowTaskCompletedEventArgs e) => WorkflowTaskCompleted?.Invoke(sender, e);
}
