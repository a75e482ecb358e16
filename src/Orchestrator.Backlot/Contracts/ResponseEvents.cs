using System.Text.Json.Nodes;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A response told as it comes: the events of its stream, in their order and always the same, so that one that broke off can be taken up again.</summary>
internal static class ResponseEvents
{
    private const int Piece = 24;

    /// <summary>What is told before there is anything to read.</summary>
    public static IEnumerable<JsonObject> Opening(StoredResponse response)
    {
        yield return Of("response.created", response, response.Background ? JobStatus.InQueue : JobStatus.InProgress);
        if (response.Background)
            yield return Of("response.queued", response, JobStatus.InQueue);
    }

    /// <summary>The answer, piece by piece, and how it ended; nothing for one that was cancelled.</summary>
    public static IEnumerable<JsonObject> Rest(StoredResponse response, JobStatus status)
    {
        if (status == JobStatus.Cancelled)
            yield break;
        yield return Of("response.in_progress", response, JobStatus.InProgress);
        if (response.Answer.Error is null)
        {
            foreach (var said in Written(response))
                yield return said;
        }

        yield return Of($"response.{response.Answer.Status}", response, status);
    }

    private static IEnumerable<JsonObject> Written(StoredResponse response)
    {
        var (kind, name, text) = response.Answer.Refusal is { } refusal ? ("response.refusal", "refusal", refusal) : ("response.output_text", "text", response.Answer.Text!);
        yield return new JsonObject { ["type"] = "response.output_item.added", ["output_index"] = 0, ["item"] = response.Message(whole: false) };
        yield return InPart("response.content_part.added", response, "part", response.Part(""));
        foreach (var piece in text.Chunk(Piece))
            yield return InPart($"{kind}.delta", response, "delta", new string(piece));
        yield return InPart($"{kind}.done", response, name, text);
        yield return InPart("response.content_part.done", response, "part", response.Part(text));
        yield return new JsonObject { ["type"] = "response.output_item.done", ["output_index"] = 0, ["item"] = response.Message(whole: true) };
    }

    private static JsonObject InPart(string type, StoredResponse response, string name, JsonNode value) => new()
    {
        ["type"] = type,
        ["item_id"] = response.Message(whole: false)["id"]!.GetValue<string>(),
        ["output_index"] = 0,
        ["content_index"] = 0,
        [name] = value,
    };

    private static JsonObject Of(string type, StoredResponse response, JobStatus status) => new() { ["type"] = type, ["response"] = response.View(status) };
}
