using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>The events of one run of a workflow.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="Events">Events in order.</param>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Reads the JSON that the command line tool, the web interface and <see cref="ToJson()"/> write.</summary>
    /// <param name="workflowId">Workflow id; it is not in the JSON.</param>
    /// <param name="json">JSON of the history.</param>
    /// <returns>The history.</returns>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    /// <exception cref="InvalidProtocolBufferException">The JSON is no history.</exception>
    public static WorkflowHistory FromJson(string workflowId, string json)
    {
        var root = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("History JSON must be an object");
        HistoryJsonEnums.Expand(root, History.Descriptor);
        return new(workflowId, Parser.Parse<History>(root.ToJsonString()).Events);
    }

    /// <summary>Writes the history as JSON.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => JsonFormatter.Default.Format(new History { Events = { Events } });

    /// <summary>Writes the history as JSON.</summary>
    /// <param name="writer">Where to write it.</param>
    public void ToJson(TextWriter writer) => JsonFormatter.Default.Format(new History { Events = { Events } }, writer);
}
