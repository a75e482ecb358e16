using Orchestrator.Model;

namespace Orchestrator.Planning.Notes;

/// <summary>A note as it was read: the one field that it changes, or why it cannot be told.</summary>
/// <param name="Field">The field; null where it cannot be told.</param>
/// <param name="Shot">The shot's fields with the change.</param>
/// <param name="Take">The fields that the take before was asked for, with the change.</param>
/// <param name="Problem">Why it cannot be told, in words; null where it can.</param>
internal sealed record NoteReading(ShotField? Field, ShotFields Shot, ShotFields Take, string? Problem)
{
    /// <summary>The note as a language model said it again; null where it was read as it stands.</summary>
    public string? Said { get; init; }
}
