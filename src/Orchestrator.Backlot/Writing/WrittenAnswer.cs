using System.Text.Json.Serialization;

namespace Orchestrator.Backlot.Writing;

/// <summary>An answer to a question, whichever contract asked it.</summary>
/// <param name="Status">`completed`, `incomplete` or `failed`.</param>
/// <param name="Text">What was written; null for a refusal or a failure.</param>
/// <param name="Reason">Why it is incomplete.</param>
/// <param name="Refusal">The words of a refusal.</param>
/// <param name="Error">Code of a failure.</param>
internal sealed record WrittenAnswer(string Status, string? Text, string? Reason = null, string? Refusal = null, string? Error = null)
{
    public const int CharactersPerToken = 4;

    [JsonIgnore]
    public int Tokens => Error is not null ? 0 : Math.Max(1, ((Text ?? Refusal)!.Length + CharactersPerToken - 1) / CharactersPerToken);
}
