using System.Collections;

namespace Orchestrator.Tests.Payloads;

/// <summary>Builds one value of any payload record, every member set, always the same.</summary>
internal static class SampleValues
{
    /// <summary>A value of a type.</summary>
    public static object Of(Type type, string name = "value")
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying, name);
        if (type == typeof(string))
            return name;
        if (type == typeof(int))
            return 3;
        if (type == typeof(long))
            return 4L;
        if (type == typeof(double))
            return 0.5;
        if (type == typeof(bool))
            return true;
        if (type == typeof(DateTime))
            return new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        if (type == typeof(Uri))
            return new Uri("https://example.test/" + name);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        return type.IsGenericType ? Collection(type, name) : Record(type);
    }

    private static object Record(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, parameter.Name!))]);
    }

    private static object Collection(Type type, string name)
    {
        var arguments = type.GetGenericArguments();
        if (arguments.Length == 2)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            map.Add(Of(arguments[0], "key"), Of(arguments[1], name));
            return map;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments))!;
        list.Add(Of(arguments[0], name));
        return list;
    }
}
