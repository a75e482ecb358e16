using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Writing;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A response as it is kept: what was asked, what was answered, under which job.</summary>
internal sealed record StoredResponse(
    string Id, string Model, string Question, WrittenAnswer Answer, int InputTokens, bool Background, string? Previous, IReadOnlyDictionary<string, string> Metadata, DateTimeOffset CreatedAt)
{
    /// <summary>Under which it is kept in the journal.</summary>
    public const string Kind = "response";

    /// <summary>What asking for it tells while its job is in a state.</summary>
    public JsonObject View(JobStatus status)
    {
        var over = status is JobStatus.Completed or JobStatus.Failed;
        return JsonSerializer.SerializeToNode(new
        {
            id = Id,
            @object = "response",
            created_at = CreatedAt.ToUnixTimeSeconds(),
            status = status switch { JobStatus.InQueue => "queued", JobStatus.InProgress => "in_progress", JobStatus.Cancelled => "cancelled", _ => Answer.Status },
            background = Background,
            model = Model,
            previous_response_id = Previous,
            metadata = Metadata,
            error = over && Answer.Error is { } code ? new { code, message = "The model failed to answer." } : null,
            incomplete_details = over && Answer.Reason is { } reason ? new { reason } : null,
            output = over && Answer.Error is null ? new[] { Message(whole: true) } : [],
            usage = over ? Usage : null,
        }, VendorDesk.Json)!.AsObject();
    }

    /// <summary>The message that the answer is; without its content as it begins to be told.</summary>
    public JsonObject Message(bool whole) => new()
    {
        ["id"] = Id.Replace("resp_", "msg_", StringComparison.Ordinal),
        ["type"] = "message",
        ["role"] = "assistant",
        ["status"] = whole ? Answer.Status : "in_progress",
        ["content"] = whole ? new JsonArray(Part(Answer.Refusal ?? Answer.Text!)) : new JsonArray(),
    };

    /// <summary>The part of the message that has come so far.</summary>
    public JsonObject Part(string text) => Answer.Refusal is null
        ? new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() }
        : new JsonObject { ["type"] = "refusal", ["refusal"] = text };

    private object Usage => new
    {
        input_tokens = InputTokens,
        input_tokens_details = new { cached_tokens = 0 },
        output_tokens = Answer.Tokens,
        output_tokens_details = new { reasoning_tokens = 0 },
        total_tokens = InputTokens + Answer.Tokens,
    };
}
