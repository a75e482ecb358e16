using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows;

/// <summary>A person wants a shot taken again.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="Note">Why, in words; recorded in the report.</param>
public sealed record RetakeOrder(string ShotId, string Note)
{
    /// <summary>What the note changes; null in orders of earlier versions, which only record it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NoteChange? Change { get; init; }
}
