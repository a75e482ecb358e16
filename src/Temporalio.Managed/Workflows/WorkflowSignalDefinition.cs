using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A signal handler: its name and the code to call.</summary>
public class WorkflowSignalDefinition
{
    private WorkflowSignalDefinition(
        string? name, string? description, MethodInfo method, object? target, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        Method = method;
        Target = target;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>The signal name, or null for the dynamic handler.</summary>
    public string? Name { get; }

    public string? Description { get; }

    public bool Dynamic => Name is null;

    internal MethodInfo Method { get; }

    /// <summary>The object of a delegate; null means the workflow object.</summary>
    internal object? Target { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    /// <summary>Reads the definition from a method that carries <see cref="WorkflowSignalAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The attribute is missing or the method cannot be a signal handler.</exception>
    public static WorkflowSignalDefinition FromMethod(MethodInfo method)
    {
        var attribute = RequireAttribute(method);
        Validate(method, attribute.Dynamic, allowStatic: false);
        var name = HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic, trimAsync: true);
        return new(name, attribute.Description, method, null, attribute.UnfinishedPolicy);
    }

    /// <summary>Creates a definition from a delegate that returns a task. A null name makes it the dynamic handler.</summary>
    /// <exception cref="ArgumentException">The delegate cannot be a signal handler.</exception>
    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        Validate(del.Method, name is null, allowStatic: true);
        return new(name, description, del.Method, del.Target, unfinishedPolicy);
    }

    internal static string NameFromMethodForCall(MethodInfo method)
    {
        var attribute = RequireAttribute(method);
        return HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic, trimAsync: true)
            ?? throw new ArgumentException($"{MemberNames.Display(method)} is dynamic and has no name to signal it by");
    }

    private static WorkflowSignalAttribute RequireAttribute(MethodInfo method) =>
        method.GetCustomAttribute<WorkflowSignalAttribute>(false)
        ?? throw new ArgumentException($"{MemberNames.Display(method)} has no WorkflowSignal attribute");

    private static void Validate(MethodInfo method, bool dynamic, bool allowStatic)
    {
        HandlerRules.Require(method, "signal", dynamic, allowStatic);
        if (method.ReturnType != typeof(Task))
            throw new ArgumentException($"{MemberNames.Display(method)} must return Task to be a workflow signal");
    }
}
