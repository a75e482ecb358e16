using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>An update handler with its validator: the name and the code to call.</summary>
public class WorkflowUpdateDefinition
{
    private WorkflowUpdateDefinition(
        string? name,
        string? description,
        MethodInfo method,
        object? target,
        MethodInfo? validatorMethod,
        object? validatorTarget,
        HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        Method = method;
        Target = target;
        ValidatorMethod = validatorMethod;
        ValidatorTarget = validatorTarget;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>The update name, or null for the dynamic handler.</summary>
    public string? Name { get; }

    public string? Description { get; }

    public bool Dynamic => Name is null;

    internal MethodInfo Method { get; }

    /// <summary>The object of a delegate; null means the workflow object.</summary>
    internal object? Target { get; }

    internal MethodInfo? ValidatorMethod { get; }

    internal object? ValidatorTarget { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    /// <summary>Reads the definition from a method that carries <see cref="WorkflowUpdateAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The attribute is missing, the method cannot be an update handler, or the validator does not fit.</exception>
    public static WorkflowUpdateDefinition FromMethod(MethodInfo method, MethodInfo? validatorMethod = null)
    {
        var attribute = RequireAttribute(method);
        Validate(method, attribute.Dynamic, allowStatic: false);
        if (validatorMethod is not null)
        {
            HandlerRules.Require(validatorMethod, "update validator", attribute.Dynamic, allowStatic: false);
            RequireFitting(method, validatorMethod);
        }
        var name = HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic, trimAsync: true);
        return new(name, attribute.Description, method, null, validatorMethod, null, attribute.UnfinishedPolicy);
    }

    /// <summary>Creates a definition from delegates. A null name makes it the dynamic handler.</summary>
    /// <exception cref="ArgumentException">A delegate cannot be an update handler, or the validator does not fit.</exception>
    public static WorkflowUpdateDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        Delegate? validatorDel = null,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        Validate(del.Method, name is null, allowStatic: true);
        if (validatorDel is not null)
            RequireFitting(del.Method, validatorDel.Method);
        return new(name, description, del.Method, del.Target, validatorDel?.Method, validatorDel?.Target, unfinishedPolicy);
    }

    internal static string NameFromMethodForCall(MethodInfo method)
    {
        var attribute = RequireAttribute(method);
        return HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic, trimAsync: true)
            ?? throw new ArgumentException($"{MemberNames.Display(method)} is dynamic and has no name to update it by");
    }

    private static WorkflowUpdateAttribute RequireAttribute(MethodInfo method) =>
        method.GetCustomAttribute<WorkflowUpdateAttribute>(false)
        ?? throw new ArgumentException($"{MemberNames.Display(method)} has no WorkflowUpdate attribute");

    private static void Validate(MethodInfo method, bool dynamic, bool allowStatic)
    {
        HandlerRules.Require(method, "update", dynamic, allowStatic);
        if (!typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new ArgumentException($"{MemberNames.Display(method)} must return Task or Task<T> to be a workflow update");
    }

    private static void RequireFitting(MethodInfo method, MethodInfo validator)
    {
        var label = MemberNames.Display(validator);
        if (validator.ReturnType != typeof(void))
            throw new ArgumentException($"{label} must return void to be an update validator");
        var expected = method.GetParameters().Select(p => p.ParameterType);
        if (!expected.SequenceEqual(validator.GetParameters().Select(p => p.ParameterType)))
            throw new ArgumentException($"{label} must have the parameters of {MemberNames.Display(method)}");
    }
}
