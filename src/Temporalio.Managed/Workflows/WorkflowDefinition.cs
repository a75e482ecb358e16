using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A workflow that a worker can run: its name, run method and handlers.</summary>
public class WorkflowDefinition
{
    private readonly Func<object?[], object> creator;

    internal WorkflowDefinition(WorkflowTypeReader read, string? name, Func<object?[], object>? creatorOverride)
    {
        Name = name;
        Type = read.Type;
        RunMethod = read.RunMethod!;
        Instantiable = creatorOverride is not null || read.Creator is not null;
        creator = creatorOverride ?? read.Creator ?? (_ => throw new InvalidOperationException($"Workflow type {read.Type} cannot be instantiated"));
        Signals = read.Signals;
        DynamicSignal = read.DynamicSignal;
        Queries = read.Queries;
        DynamicQuery = read.DynamicQuery;
        Updates = read.Updates;
        DynamicUpdate = read.DynamicUpdate;
        FailureExceptionTypes = read.Attribute!.FailureExceptionTypes;
        VersioningBehavior = read.Attribute.VersioningBehavior;
        DynamicOptionsGetter = read.DynamicOptionsGetter;
    }

    /// <summary>The workflow type, or null for the dynamic workflow.</summary>
    public string? Name { get; }

    public Type Type { get; }

    public MethodInfo RunMethod { get; }

    /// <summary>Whether a worker can make an object of it; interfaces and abstract classes only serve callers.</summary>
    public bool Instantiable { get; }

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals { get; }

    public WorkflowSignalDefinition? DynamicSignal { get; }

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries { get; }

    public WorkflowQueryDefinition? DynamicQuery { get; }

    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates { get; }

    public WorkflowUpdateDefinition? DynamicUpdate { get; }

    public bool Dynamic => Name is null;

    public Type[]? FailureExceptionTypes { get; }

    public VersioningBehavior? VersioningBehavior { get; }

    public Func<object, WorkflowDefinitionOptions>? DynamicOptionsGetter { get; }

    /// <inheritdoc cref="Create(Type)"/>
    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    /// <summary>Reads the definition of a type that carries <see cref="WorkflowAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The type cannot be a workflow; the message lists every reason.</exception>
    public static WorkflowDefinition Create(Type type) => Create(type, null, null);

    /// <summary>Reads the definition of a type, with another name or another way to make its objects.</summary>
    /// <exception cref="ArgumentException">The type cannot be a workflow; the message lists every reason.</exception>
    public static WorkflowDefinition Create(Type type, string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        var read = new WorkflowTypeReader(type);
        read.ThrowIfInvalid();
        var name = nameOverride ?? (read.Attribute!.Dynamic ? null : NameOf(type, read.Attribute));
        return new(read, name, creatorOverride);
    }

    /// <summary>Makes the workflow object; a <see cref="WorkflowInitAttribute"/> constructor receives the arguments.</summary>
    /// <exception cref="InvalidOperationException">The type is not <see cref="Instantiable"/>.</exception>
    public object CreateWorkflowInstance(object?[] workflowArguments) => creator(workflowArguments);

    internal static string NameFromRunMethodForCall(MethodInfo method)
    {
        if (!method.IsDefined(typeof(WorkflowRunAttribute), false))
            throw new ArgumentException($"{MemberNames.Display(method)} has no WorkflowRun attribute");
        var type = method.ReflectedType ?? method.DeclaringType!;
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(false)
            ?? throw new ArgumentException($"{type} has no Workflow attribute");
        return attribute.Dynamic
            ? throw new ArgumentException($"{type} is a dynamic workflow and has no name to start it by")
            : NameOf(type, attribute);
    }

    private static string NameOf(Type type, WorkflowAttribute attribute) => attribute.Name ?? MemberNames.OfWorkflow(type);
}
