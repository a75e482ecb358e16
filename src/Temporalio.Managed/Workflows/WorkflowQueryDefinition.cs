using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A query handler: its name and the code to call.</summary>
public class WorkflowQueryDefinition
{
    private WorkflowQueryDefinition(string? name, string? description, MethodInfo method, object? target)
    {
        Name = name;
        Description = description;
        Method = method;
        Target = target;
    }

    /// <summary>The query name, or null for the dynamic handler.</summary>
    public string? Name { get; }

    public string? Description { get; }

    public bool Dynamic => Name is null;

    internal MethodInfo Method { get; }

    /// <summary>The object of a delegate; null means the workflow object.</summary>
    internal object? Target { get; }

    /// <summary>Reads the definition from a method that carries <see cref="WorkflowQueryAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The attribute is missing or the method cannot be a query handler.</exception>
    public static WorkflowQueryDefinition FromMethod(MethodInfo method)
    {
        var attribute = RequireAttribute(method);
        Validate(method, attribute.Dynamic, allowStatic: false);
        return new(HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic, trimAsync: false), attribute.Description, method, null);
    }

    /// <summary>Reads the definition from a property that carries <see cref="WorkflowQueryAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The attribute is missing or the property has no public getter.</exception>
    public static WorkflowQueryDefinition FromProperty(PropertyInfo property)
    {
        var attribute = RequireAttribute(property);
        if (attribute.Dynamic)
            throw new ArgumentException($"Property {property.DeclaringType?.Name}.{property.Name} cannot be a dynamic query");
        var getter = property.GetGetMethod()
            ?? throw new ArgumentException($"Property {property.DeclaringType?.Name}.{property.Name} must have a public getter to be a workflow query");
        Validate(getter, dynamic: false, allowStatic: false);
        return new(attribute.Name ?? property.Name, attribute.Description, getter, null);
    }

    /// <summary>Creates a definition from a delegate. A null name makes it the dynamic handler.</summary>
    /// <exception cref="ArgumentException">The delegate cannot be a query handler.</exception>
    public static WorkflowQueryDefinition CreateWithoutAttribute(string? name, Delegate del, string? description = null)
    {
        Validate(del.Method, name is null, allowStatic: true);
        return new(name, description, del.Method, del.Target);
    }

    internal static string NameFromMethodForCall(MethodInfo method)
    {
        var attribute = RequireAttribute(method);
        return HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic, trimAsync: false)
            ?? throw new ArgumentException($"{MemberNames.Display(method)} is dynamic and has no name to query it by");
    }

    internal static string NameFromPropertyForCall(PropertyInfo property) => RequireAttribute(property).Name ?? property.Name;

    private static WorkflowQueryAttribute RequireAttribute(MemberInfo member) =>
        member.GetCustomAttribute<WorkflowQueryAttribute>(false)
        ?? throw new ArgumentException($"{member.DeclaringType?.Name}.{member.Name} has no WorkflowQuery attribute");

    private static void Validate(MethodInfo method, bool dynamic, bool allowStatic)
    {
        HandlerRules.Require(method, "query", dynamic, allowStatic);
        if (method.ReturnType == typeof(void))
            throw new ArgumentException($"{MemberNames.Display(method)} must return a value to be a workflow query");
        if (typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new ArgumentException($"{MemberNames.Display(method)} must not return a task to be a workflow query");
    }
}
