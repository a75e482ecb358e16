using System.Reflection;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Activities;

/// <summary>An activity that a worker can run: its name, parameters and the code to call.</summary>
public class ActivityDefinition
{
    private readonly Func<object?[], object?> invoker;

    private ActivityDefinition(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker,
        MethodInfo? methodInfo)
    {
        Name = name;
        ReturnType = returnType;
        ParameterTypes = parameterTypes;
        RequiredParameterCount = requiredParameterCount;
        this.invoker = invoker;
        MethodInfo = methodInfo;
    }

    /// <summary>The activity type, or null for a dynamic activity.</summary>
    public string? Name { get; }

    public Type ReturnType { get; }

    public IReadOnlyCollection<Type> ParameterTypes { get; }

    public int RequiredParameterCount { get; }

    public bool Dynamic => Name is null;

    public MethodInfo? MethodInfo { get; }

    /// <summary>Creates a definition from a delegate whose method carries <see cref="ActivityAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The attribute is missing or the method cannot be an activity.</exception>
    public static ActivityDefinition Create(Delegate del) =>
        Create(del.Method, args => MethodCall.Invoke(del.Method, del.Target, args));

    /// <summary>Creates a definition from its parts. A null name makes it the dynamic activity.</summary>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public static ActivityDefinition Create(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker) =>
        Create(name, returnType, parameterTypes, requiredParameterCount, invoker, null);

    /// <summary>Creates a definition from a method that carries <see cref="ActivityAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The attribute is missing or the method cannot be an activity.</exception>
    public static ActivityDefinition Create(MethodInfo method, Func<object?[], object?> invoker)
    {
        RequireCallable(method);
        var attribute = RequireAttribute(method);
        var name = attribute.Dynamic ? null : attribute.Name ?? MemberNames.WithoutAsync(method);
        return FromMethod(name, method, invoker);
    }

    /// <summary>Creates a definition from any method. A null name makes it the dynamic activity.</summary>
    /// <exception cref="ArgumentException">The method cannot be an activity.</exception>
    public static ActivityDefinition CreateWithoutAttribute(string? name, MethodInfo method, Func<object?[], object?> invoker)
    {
        RequireCallable(method);
        return FromMethod(name, method, invoker);
    }

    /// <summary>Creates a definition for each method of the type that carries <see cref="ActivityAttribute"/>.</summary>
    /// <exception cref="ArgumentException">No method carries the attribute, or an instance method has no instance.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T? instance) => CreateAll(typeof(T), instance);

    /// <summary>Creates a definition for each method of the type, or interface, that carries <see cref="ActivityAttribute"/>.</summary>
    /// <exception cref="ArgumentException">No method carries the attribute, or an instance method has no instance.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        var inherited = type.IsInterface ? type.GetInterfaces() : [];
        var definitions = inherited.Prepend(type)
            .SelectMany(t => t.GetMethods(Flags))
            .Where(m => m.IsDefined(typeof(ActivityAttribute), false))
            .Select(m => CreateFor(m, instance))
            .ToList();
        return definitions.Count > 0
            ? definitions
            : throw new ArgumentException($"Type {type} has no public method with the Activity attribute");
    }

    /// <summary>Calls the activity and awaits what it returns.</summary>
    /// <returns>The result, or null when the activity returns nothing.</returns>
    public Task<object?> InvokeAsync(object?[] parameters) => MethodCall.UnwrapAsync(invoker(parameters), ReturnType);

    internal static string NameFromMethodForCall(MethodInfo method)
    {
        var attribute = RequireAttribute(method);
        return attribute.Dynamic
            ? throw new ArgumentException($"{MemberNames.Display(method)} is a dynamic activity and has no name to call it by")
            : attribute.Name ?? MemberNames.WithoutAsync(method);
    }

    private static ActivityDefinition CreateFor(MethodInfo method, object? instance) =>
        method.IsStatic || instance is not null
            ? Create(method, args => MethodCall.Invoke(method, instance, args))
            : throw new ArgumentException($"{MemberNames.Display(method)} is an instance method, but no instance was given");

    private static ActivityDefinition FromMethod(string? name, MethodInfo method, Func<object?[], object?> invoker)
    {
        var parameters = method.GetParameters();
        return Create(
            name,
            method.ReturnType,
            parameters.Select(p => p.ParameterType).ToArray(),
            parameters.Count(p => !p.HasDefaultValue),
            args => invoker(MethodCall.FillDefaults(parameters, args)),
            method);
    }

    private static ActivityDefinition Create(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker,
        MethodInfo? method)
    {
        var label = name ?? (method is null ? "dynamic activity" : MemberNames.Display(method));
        if (requiredParameterCount < 0 || requiredParameterCount > parameterTypes.Count)
            throw new ArgumentException($"Activity {label} requires {requiredParameterCount} of {parameterTypes.Count} parameters", nameof(requiredParameterCount));
        if (parameterTypes.Any(t => t.IsByRef))
            throw new ArgumentException($"Activity {label} has a by-reference parameter", nameof(parameterTypes));
        if (name is null && (parameterTypes.Count != 1 || parameterTypes.First() != typeof(IRawValue[])))
            throw new ArgumentException($"Dynamic activity {label} must take exactly one IRawValue[]", nameof(parameterTypes));
        return new(name, returnType, parameterTypes, requiredParameterCount, invoker, method);
    }

    private static void RequireCallable(MethodInfo method)
    {
        if (method.ContainsGenericParameters)
            throw new ArgumentException($"{MemberNames.Display(method)} is generic and cannot be an activity");
    }

    private static ActivityAttribute RequireAttribute(MethodInfo method) =>
        method.GetCustomAttribute<ActivityAttribute>(false)
        ?? throw new ArgumentException($"{MemberNames.Display(method)} has no Activity attribute");
}
