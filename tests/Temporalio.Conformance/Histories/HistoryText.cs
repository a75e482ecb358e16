using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Conformance.Histories;

/// <summary>
/// Renders a history as comparable text: one line per event, one indented <c>path: value</c> line per attribute, with
/// ids of the run, UUIDs, times and sizes replaced by labels that keep their equalities.
/// </summary>
public sealed partial class HistoryText
{
    private static readonly HashSet<string> Dropped = ["eventId", "eventTime", "eventType", "taskId", "version", "historySizeBytes"];
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(false));

    private readonly string idPrefix;
    private readonly Dictionary<string, string> labels = [];

    private HistoryText(string idPrefix) => this.idPrefix = idPrefix;

    /// <summary>Short event name: without <c>WorkflowExecution</c>, and with <c>Task</c>/<c>Activity</c> for the two kinds of tasks.</summary>
    public static string ShortName(HistoryEvent historyEvent)
    {
        var name = historyEvent.EventType.ToString();
        foreach (var (prefix, replacement) in (ReadOnlySpan<(string, string)>)
            [("WorkflowExecution", ""), ("WorkflowTask", "Task"), ("ActivityTask", "Activity")])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return replacement + name[prefix.Length..];
            }
        }

        return name;
    }

    /// <summary>The whole history; <paramref name="idPrefix"/> begins the workflow id and the names of its queues.</summary>
    public static string Render(IEnumerable<HistoryEvent> events, string idPrefix)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(events, idPrefix))
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Event.EventId} {ShortName(line.Event)}\n");
            foreach (var (path, value) in line.Attributes)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {path}: {value}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Each event with its flattened, normalised attributes in a fixed order.</summary>
    public static IReadOnlyList<(HistoryEvent Event, SortedDictionary<string, string> Attributes)> Lines(
        IEnumerable<HistoryEvent> events, string idPrefix)
    {
        var text = new HistoryText(idPrefix);
        return [.. events.Select(e => (e, text.Attributes(e)))];
    }

    /// <summary>A message's fields, flattened and normalised as those of an event.</summary>
    public static SortedDictionary<string, string> Fields(IMessage message, string idPrefix)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(Formatter.Format(message));
        new HistoryText(idPrefix).Flatten("", json.RootElement, result);
        return result;
    }

    /// <summary>A text with ids and UUIDs replaced by labels.</summary>
    public static string Normalised(string text, string idPrefix) => new HistoryText(idPrefix).Normalise(text);

    private SortedDictionary<string, string> Attributes(HistoryEvent historyEvent)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(Formatter.Format(historyEvent));
        foreach (var property in json.RootElement.EnumerateObject().Where(p => !Dropped.Contains(p.Name)))
        {
            var isAttributes = property.Name.EndsWith("EventAttributes", StringComparison.Ordinal);
            Flatten(isAttributes ? "" : property.Name, property.Value, result);
        }

        return result;
    }

    private void Flatten(string path, JsonElement value, SortedDictionary<string, string> into)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when IsPayload(value):
                into[path] = PayloadText(value);
                break;
            case JsonValueKind.Object when value.EnumerateObject().Any():
                foreach (var property in value.EnumerateObject().Where(p => !Dropped.Contains(p.Name)))
                {
                    Flatten(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value, into);
                }

                break;
            case JsonValueKind.Object when path.Length > 0:
                into[path] = "{}";
                break;
            case JsonValueKind.Object:
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Flatten($"{path}[{index++}]", item, into);
                }

                break;
            case JsonValueKind.String:
                into[path] = Normalise(value.GetString()!);
                break;
            default:
                into[path] = value.GetRawText();
                break;
        }
    }

    private static bool IsPayload(JsonElement value)
        => value.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().All(p => p.Name is "metadata" or "data");

    private string PayloadText(JsonElement payload)
    {
        var encoding = payload.GetProperty("metadata").TryGetProperty("encoding", out var encoded)
            ? Encoding.UTF8.GetString(encoded.GetBytesFromBase64())
            : "?";
        var data = payload.TryGetProperty("data", out var bytes) ? Encoding.UTF8.GetString(bytes.GetBytesFromBase64()) : "";
        return $"{encoding} {Normalise(data.Length <= 200 ? data : $"({data.Length} bytes)")}";
    }

    private string Normalise(string value)
    {
        // Errors of Go's protobuf library have one or the other space, as a build of it happens to choose.
        value = value.Replace('\u00a0', ' ');
        if (Timestamp().IsMatch(value))
        {
            return "<time>";
        }

        if (FractionalDuration().IsMatch(value))
        {
            return "<duration>";
        }

        return Uuid().Replace(value, match => Label(match.Value)).Replace(idPrefix, "<id>", StringComparison.Ordinal);
    }

    private string Label(string uuid)
    {
        if (!labels.TryGetValue(uuid, out var label))
        {
            label = $"<uuid-{labels.Count + 1}>";
            labels.Add(uuid, label);
        }

        return label;
    }

    [GeneratedRegex("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z$")]
    private static partial Regex Timestamp();

    [GeneratedRegex("^\\d+\\.\\d+s$")]
    private static partial Regex FractionalDuration();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
