using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>How members of user types are named on the wire and in messages.</summary>
internal static class MemberNames
{
    private const string Suffix = "Async";

    /// <summary>The method name, without "Async" when the method returns a task.</summary>
    public static string WithoutAsync(MethodInfo method) =>
        typeof(Task).IsAssignableFrom(method.ReturnType)
        && method.Name.Length > Suffix.Length
        && method.Name.EndsWith(Suffix, StringComparison.Ordinal)
            ? method.Name[..^Suffix.Length]
            : method.Name;

    /// <summary>The type name; an interface loses the I before an upper-case letter.</summary>
    public static string OfWorkflow(Type type)
    {
        var name = type.Name;
        return type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name[1..] : name;
    }

    public static string Display(MethodInfo method) => $"{method.DeclaringType?.Name}.{method.Name}";
}
