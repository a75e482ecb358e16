using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for a model.</summary>
/// <param name="Shot">The shot.</param>
/// <param name="Fps">Frames per second of the film.</param>
/// <param name="Size">Picture size of the film.</param>
/// <param name="Allowed">Catalogue names that the brief allows; empty allows all.</param>
/// <param name="Excluded">Catalogue names that were tried and given up for this shot.</param>
public sealed record RouteShotRequest(Shot Shot, int Fps, FrameSize Size, IReadOnlyList<string> Allowed, IReadOnlyList<string> Excluded)
{
    /// <summary>One entry for each reference that the model is to take besides the start frame; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReferenceKind>? References { get; init; }

    /// <summary>True for a draft: the cheapest expected take counts, and nothing is kept in reserve.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Draft { get; init; }
}
