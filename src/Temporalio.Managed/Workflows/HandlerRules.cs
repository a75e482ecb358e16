using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>The rules that signal, query and update handler methods share.</summary>
internal static class HandlerRules
{
    /// <exception cref="ArgumentException">The method cannot be a handler.</exception>
    public static void Require(MethodInfo method, string kind, bool dynamic, bool allowStatic)
    {
        var label = MemberNames.Display(method);
        if (!allowStatic && !method.IsPublic)
            throw new ArgumentException($"{label} must be public to be a workflow {kind}");
        if (!allowStatic && method.IsStatic)
            throw new ArgumentException($"{label} must not be static to be a workflow {kind}");
        if (method.ContainsGenericParameters)
            throw new ArgumentException($"{label} is generic and cannot be a workflow {kind}");
        RequireParameters(method, kind, dynamic);
    }

    public static string? NameOf(MethodInfo method, string? given, bool dynamic, bool trimAsync)
    {
        if (dynamic)
            return given is null ? null : throw new ArgumentException($"{MemberNames.Display(method)} is dynamic and must not have a name");
        return given ?? (trimAsync ? MemberNames.WithoutAsync(method) : method.Name);
    }

    private static void RequireParameters(MethodInfo method, string kind, bool dynamic)
    {
        var types = method.GetParameters().Select(p => p.ParameterType).ToArray();
        if (types.Any(t => t.IsByRef))
            throw new ArgumentException($"{MemberNames.Display(method)} has a by-reference parameter");
        if (dynamic && (types.Length != 2 || types[0] != typeof(string) || types[1] != typeof(IRawValue[])))
            throw new ArgumentException($"{MemberNames.Display(method)} is a dynamic {kind} and must take string and IRawValue[]");
    }
}
