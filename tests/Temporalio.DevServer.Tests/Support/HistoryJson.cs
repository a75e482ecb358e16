using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.DevServer.Tests.Support;

/// <summary>Histories as text in which everything that differs from run to run has a neutral name.</summary>
internal static class HistoryJson
{
    private static readonly string[] Dropped =
        ["eventTime", "taskId", "historySizeBytes", "createTime", "expireTime", "workflowExecutionExpirationTime", "namespaceId", "parentWorkflowNamespaceId"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Golden(string name) => Normalise(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json")));

    public static string Of(History history) => Normalise(JsonFormatter.Default.Format(history));

    private static string Normalise(string json)
    {
        var names = new Dictionary<string, string>();
        var root = JsonNode.Parse(json)!;
        Visit(root, names);
        return root.ToJsonString(Indented);
    }

    private static void Visit(JsonNode? node, Dictionary<string, string> names)
    {
        switch (node)
        {
            case JsonObject obj:
                foreach (var dropped in Dropped) obj.Remove(dropped);
                foreach (var (key, value) in obj.ToArray())
                {
                    if (value is JsonValue text && text.TryGetValue<string>(out var id) && Guid.TryParse(id, out _))
                    {
                        if (!names.TryGetValue(id, out var name)) names.Add(id, name = $"id-{names.Count + 1}");
                        obj[key] = name;
                    }
                    else
                    {
                        Visit(value, names);
                    }
                }

                var sorted = obj.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())).ToArray();
                obj.Clear();
                foreach (var (key, value) in sorted) obj.Add(key, value);
                break;
            case JsonArray array:
                foreach (var item in array) Visit(item, names);
                break;
        }
    }
}
