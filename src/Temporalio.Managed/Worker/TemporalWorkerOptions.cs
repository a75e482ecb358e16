using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a worker runs and how much at once. A task queue and at least one workflow or activity are required.</summary>
public class TemporalWorkerOptions : ICloneable
{
    public TemporalWorkerOptions()
    {
    }

    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    /// <summary>Raised before workflow code runs for a workflow task.</summary>
    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    /// <summary>Raised after workflow code ran for a workflow task.</summary>
    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    public string? TaskQueue { get; set; }

    public IList<ActivityDefinition> Activities { get; private set; } = [];

    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    /// <summary>Starts activities. The default runs them on the thread pool.</summary>
    public TaskFactory ActivityTaskFactory { get; set; } = Task.Factory;

    /// <summary>Interceptors, the outermost first. Those of the client that are worker interceptors too come before them.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    public string? BuildId { get; set; }

    public bool UseWorkerVersioning { get; set; }

    public WorkerDeploymentOptions? DeploymentOptions { get; set; }

    /// <summary>Null means that of the client.</summary>
    public string? Identity { get; set; }

    /// <summary>Activities at once. Null means 100.</summary>
    public int? MaxConcurrentActivities { get; set; }

    /// <summary>Longest pause between two heartbeats that reach the service.</summary>
    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause between two heartbeats of an activity without heartbeat timeout.</summary>
    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Activities that this worker starts per second.</summary>
    public double? MaxActivitiesPerSecond { get; set; }

    /// <summary>Activities of the task queue that the service hands out per second, to all workers together.</summary>
    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>How long running activities may go on after a shutdown began, before they are cancelled.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; }

    /// <summary>Runs kept in memory between their tasks; 0 replays the whole history for each task.</summary>
    public int MaxCachedWorkflows { get; set; } = 10000;

    /// <summary>Workflow tasks at once. Null means 100.</summary>
    public int? MaxConcurrentWorkflowTasks { get; set; }

    /// <summary>Local activities at once. Null means 100.</summary>
    public int? MaxConcurrentLocalActivities { get; set; }

    /// <summary>Whether activities of this worker only serve as local activities.</summary>
    public bool LocalActivityWorkerOnly { get; set; }

    /// <summary>How long the service waits for this worker to fetch a task of a run that it keeps in memory.</summary>
    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>Share of the workflow polls that ask for runs which are not in memory.</summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2f;

    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    /// <summary>Replaces <see cref="MaxConcurrentWorkflowTaskPolls"/> when set.</summary>
    public PollerBehavior? WorkflowTaskPollerBehavior { get; set; }

    /// <summary>Replaces <see cref="MaxConcurrentActivityTaskPolls"/> when set.</summary>
    public PollerBehavior? ActivityTaskPollerBehavior { get; set; }

    /// <summary>Exception types that fail a workflow, and an update, instead of retrying the workflow task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>Decides whether a patch is taken that a run meets for the first time.</summary>
    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; set; }

    /// <summary>Switches the detection of deadlocks off, so that a debugger may halt workflow code.</summary>
    public bool DebugMode { get; set; } = Environment.GetEnvironmentVariable("TEMPORAL_DEBUG") is "1" or "true";

    /// <summary>Switches off the detection of workflow code that hands work to another scheduler.</summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>Null means that of the client.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    public WorkflowStackTrace WorkflowStackTrace { get; set; }

    /// <summary>Replaces the MaxConcurrent options when set.</summary>
    public WorkerTuner? Tuner { get; set; }

    public bool DisableEagerActivityExecution { get; set; }

    public int MaxEagerActivityReservationsPerWorkflowTask { get; set; } = 3;

    public bool DisablePayloadErrorLimit { get; set; }

    public TemporalWorkerOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    public TemporalWorkerOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance))
            Activities.Add(definition);
        return this;
    }

    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>Makes a copy with its own lists of activities and workflows.</summary>
    public virtual object Clone()
    {
        var copy = (TemporalWorkerOptions)MemberwiseClone();
        copy.Activities = [.. Activities];
        copy.Workflows = [.. Workflows];
        copy.DeploymentOptions = (WorkerDeploymentOptions?)DeploymentOptions?.Clone();
        return copy;
    }

    internal void OnTaskStarting(object sender, WorkflowTaskStartingEventArgs e) => WorkflowTaskStarting?.Invoke(sender, e);

    internal void OnTaskCompleted(object sender, WorkflowTaskCompletedEventArgs e) => WorkflowTaskCompleted?.Invoke(sender, e);
}
