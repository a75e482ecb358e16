using Microsoft.Extensions.Logging;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>The workflow types of a worker or replayer and how their runs are made.</summary>
internal sealed class WorkflowCode
{
    private readonly Dictionary<string, WorkflowDefinition> named = [];
    private readonly WorkflowDefinition? dynamic;

    /// <exception cref="ArgumentException">Two workflows share a name, or one cannot be instantiated.</exception>
    public WorkflowCode(IEnumerable<WorkflowDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (!definition.Instantiable)
                throw new ArgumentException($"Workflow type {definition.Type} cannot be instantiated");
            if (definition.Name is not { } name)
                dynamic = dynamic is null ? definition : throw new ArgumentException("More than one dynamic workflow was given");
            else if (!named.TryAdd(name, definition))
                throw new ArgumentException($"More than one workflow was given with the name {name}");
        }
    }

    public required string Namespace { get; init; }

    public required string TaskQueue { get; init; }

    public required DataConverter DataConverter { get; init; }

    public required IReadOnlyCollection<IWorkerInterceptor> Interceptors { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public IReadOnlyCollection<Type> FailureExceptionTypes { get; init; } = [];

    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; init; }

    public WorkflowStackTrace StackTrace { get; init; }

    /// <summary>Whether code that hands work to another scheduler fails its task.</summary>
    public bool GuardsScheduler { get; init; }

    public Func<Common.MetricMeter> MetricMeter { get; init; } = () => Runtime.TemporalRuntime.Default.MetricMeter;

    public string BuildId { get; init; } = string.Empty;

    public Common.WorkerDeploymentVersion? DeploymentVersion { get; init; }

    /// <summary>How long one turn of workflow code may take.</summary>
    public TimeSpan DeadlockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    public Action<WorkflowTaskStartingEventArgs>? TaskStarting { get; init; }

    public Action<WorkflowTaskCompletedEventArgs>? TaskCompleted { get; init; }

    public CachedRun NewRun(string runId) => new(runId, this);

    /// <summary>Whether an exception of the machine fails the workflow instead of its task.</summary>
    public bool FailsWorkflow(CachedRun run, Exception e) =>
        FailureExceptionTypes.Concat(run.Instance?.Definition.FailureExceptionTypes ?? []).Any(t => t.IsInstanceOfType(e));

    public WorkflowInstance CreateInstance(CachedRun run, InitializeJob start)
    {
        var type = start.Start.WorkflowType.Name;
        var definition = named.GetValueOrDefault(type)
            ?? (type.StartsWith("__temporal_", StringComparison.Ordinal) ? null : dynamic)
            ?? throw new ApplicationFailureException(
                $"Workflow type {type} is not registered on this worker, available workflows: {string.Join(", ", named.Keys.Order(StringComparer.Ordinal))}",
                errorType: "NotFoundError");
        var converter = DataConverter.WithSerializationContext(new ISerializationContext.Workflow(Namespace, start.Start.WorkflowId));
        return new(new(
            run.Machine,
            definition,
            start,
            Namespace,
            start.Start.TaskQueue?.Name is { Length: > 0 } queue ? queue : TaskQueue,
            run.RunId,
            converter,
            Interceptors,
            LoggerFactory,
            FailureExceptionTypes,
            PatchActivationCallback,
            StackTrace,
            GuardsScheduler,
            MetricMeter,
            BuildId,
            DeploymentVersion));
    }
}
