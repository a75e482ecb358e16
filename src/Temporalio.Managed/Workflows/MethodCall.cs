using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Calls user methods so that their exceptions arrive unwrapped and their tasks as results.</summary>
internal static class MethodCall
{
    public static object? Invoke(MethodInfo method, object? target, object?[] args) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);

    /// <summary>Awaits a returned task; anything else is the result itself.</summary>
    /// <remarks>Keeps to the caller's task scheduler, as workflow code needs.</remarks>
    public static async Task<object?> UnwrapAsync(object? returned, Type declaredType)
    {
        if (returned is not Task task)
            return returned;
        await task;
        return ResultTypeOf(declaredType) is null ? null : ReadResult(task);
    }

    /// <summary>The T of Task&lt;T&gt;, the type itself when it is no task, or null for void and Task.</summary>
    public static Type? ResultTypeOf(Type returnType)
    {
        if (returnType == typeof(void) || returnType == typeof(Task))
            return null;
        for (var type = returnType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
                return type.GetGenericArguments()[0];
        }
        return returnType;
    }

    public static object?[] FillDefaults(ParameterInfo[] parameters, object?[] args)
    {
        if (args.Length >= parameters.Length)
            return args;
        var filled = new object?[parameters.Length];
        args.CopyTo(filled, 0);
        for (var i = args.Length; i < parameters.Length; i++)
        {
            if (!parameters[i].HasDefaultValue)
                throw new ArgumentException($"No value for parameter {parameters[i].Name}");
            filled[i] = parameters[i].DefaultValue;
        }
        return filled;
    }

    private static object? ReadResult(Task task)
    {
        var property = task.GetType().GetProperty(nameof(Task<object>.Result));
        // An async method that returns plain Task hands out a Task<VoidTaskResult>.
        return property is null || property.PropertyType.Name == "VoidTaskResult" ? null : property.GetValue(task);
    }
}
