using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Temporalio.Common;

/// <summary>
/// Older tools write enum values as <c>WorkflowExecutionStarted</c>, proto3 JSON wants
/// <c>EVENT_TYPE_WORKFLOW_EXECUTION_STARTED</c>. The message descriptors say which fields are enums and what their values are called.
/// </summary>
internal static class HistoryJsonEnums
{
    private static readonly ConcurrentDictionary<EnumDescriptor, Dictionary<string, string>> ShortNames = new();

    /// <summary>Replaces short enum values by full ones, in place and at every depth.</summary>
    public static void Expand(JsonObject json, MessageDescriptor message)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            var name = json.ContainsKey(field.JsonName) ? field.JsonName : field.Name;
            if (json[name] is not { } value)
                continue;
            if (field.IsMap)
                ExpandMap(value, field);
            else if (value is JsonArray list)
                ExpandList(list, field);
            else if (Replacement(value, field) is { } full)
                json[name] = full;
        }
    }

    private static void ExpandMap(JsonNode map, FieldDescriptor field)
    {
        var valueField = field.MessageType.FindFieldByNumber(2);
        foreach (var (_, value) in map.AsObject().ToArray())
        {
            if (value is JsonObject && valueField.FieldType == FieldType.Message)
                Replacement(value, valueField);
        }
    }

    private static void ExpandList(JsonArray list, FieldDescriptor field)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is { } item && Replacement(item, field) is { } full)
                list[i] = full;
        }
    }

    /// <summary>Expands a message in place; says what an enum value must be replaced by, or null when nothing needs to be.</summary>
    private static string? Replacement(JsonNode value, FieldDescriptor field)
    {
        if (field.FieldType == FieldType.Message)
        {
            if (value is JsonObject nested)
                Expand(nested, field.MessageType);
            return null;
        }

        return field.FieldType == FieldType.Enum && value is JsonValue scalar && scalar.TryGetValue<string>(out var text)
            ? ShortNames.GetOrAdd(field.EnumType, NamesOf).GetValueOrDefault(text)
            : null;
    }

    private static Dictionary<string, string> NamesOf(EnumDescriptor type)
    {
        var prefix = Longest(type.Values.Select(v => v.Name).ToArray());
        return type.Values.ToDictionary(v => ToCamelCase(v.Name[prefix.Length..]), v => v.Name);
    }

    /// <summary>The part that all values begin with, up to an underscore.</summary>
    private static string Longest(string[] names)
    {
        var prefix = names[0][..(names[0].LastIndexOf('_') + 1)];
        while (!names.All(n => n.StartsWith(prefix, StringComparison.Ordinal)))
            prefix = prefix[..(prefix.TrimEnd('_').LastIndexOf('_') + 1)];
        return prefix;
    }

    private static string ToCamelCase(string screaming) =>
        string.Concat(screaming.Split('_').Where(w => w.Length > 0).Select(w => w[0] + w[1..].ToLowerInvariant()));
}
