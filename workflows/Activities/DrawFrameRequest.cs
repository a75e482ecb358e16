using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for one storyboard frame.</summary>
/// <param name="AttemptId">Unique across films: production, shot, version of the frame.</param>
/// <param name="Shot">The shot.</param>
/// <param name="Model">Catalogue name of the image model.</param>
/// <param name="Size">Picture size.</param>
/// <param name="Version">1 for the first drawing.</param>
/// <param name="Note">What a person wants different, for a frame that was rejected.</param>
public sealed record DrawFrameRequest(string AttemptId, Shot Shot, string Model, FrameSize Size, int Version, string? Note = null)
{
    /// <summary>Reference sheets of what the shot shows, the first that the image model takes; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TakeReference>? References { get; init; }
}
