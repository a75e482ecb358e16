using System.Reflection;
using Temporalio.Client;
using Temporalio.Extensions.OpenTelemetry;

namespace Temporalio.Tests.Surface;

/// <summary>The public members of this SDK, in the form of <see cref="OfficialSurface"/>.</summary>
internal static class ManagedSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What every record and object has, and what the list leaves out for that reason.</summary>
    private static readonly HashSet<string> Ordinary = ["<Clone>$", "PrintMembers", "Equals", "GetHashCode", "ToString", "EqualityContract"];

    public static HashSet<string> Read() =>
        [.. new[] { typeof(TemporalClient).Assembly, typeof(TracingInterceptor).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => (type.IsPublic || type.IsNestedPublic) && IsCompared(type.Namespace))
            .SelectMany(type => Members(type).Select(member => $"{Name(type)}.{member}").Prepend(Name(type)))];

    private static bool IsCompared(string? space) =>
        space == "Microsoft.Extensions.DependencyInjection" ||
        (space != null && space.StartsWith("Temporalio.", StringComparison.Ordinal) && !space.StartsWith("Temporalio.Api", StringComparison.Ordinal));

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type);
        var isRecord = type.GetMethod("<Clone>$") != null;
        var constructors = type.GetConstructors(Declared).Where(c => IsVisible(c) && !(isRecord && c.IsFamily)).Select(c => "new" + Parameters(c));
        var fields = type.GetFields(Declared).Where(f => f.IsPublic).Select(f => f.Name);
        var properties = type.GetProperties(Declared).Where(p => IsVisible((p.GetMethod ?? p.SetMethod)!)).Select(p => p.Name);
        var events = type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).Select(e => e.Name);
        var methods = type.GetMethods(Declared).Where(m => IsVisible(m) && !m.IsSpecialName).Select(m => m.Name + Parameters(m));
        return new[] { constructors, fields, properties, events, methods }.SelectMany(m => m).Where(m => !Ordinary.Contains(m.Split('(')[0]));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(p => p.Name))})";

    private static string Name(Type type)
    {
        var name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        if (!type.IsGenericType)
            return name;
        var simple = name.Split('`')[0];
        return $"{simple}<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>";
    }
}
