using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks what one storyboard frame costs.</summary>
/// <param name="Size">Picture size.</param>
public sealed record QuoteFrameRequest(FrameSize Size)
{
    /// <summary>Most references that a frame is drawn after; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? References { get; init; }
}
