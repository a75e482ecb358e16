using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>A delivered film of which one shot is taken again; everything else of it is used as it is.</summary>
/// <param name="Film">How it was delivered.</param>
/// <param name="ShotId">The shot.</param>
/// <param name="Note">Why, in words; recorded in the report.</param>
public sealed record FilmAgain(Delivery Film, string ShotId, string Note)
{
    /// <summary>What the note changes; null in orders of earlier versions, which only record it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NoteChange? Change { get; init; }
}
