using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks which shots go on trial and which to buy together: what is decided for a film as a whole.</summary>
/// <param name="Shots">All shots, in film order.</param>
/// <param name="Routes">The route of each.</param>
/// <param name="Fps">Frames per second of the film.</param>
/// <param name="Size">Picture size of the film.</param>
/// <param name="Allowed">Catalogue names that the brief allows; empty allows all.</param>
public sealed record GroupShotsRequest(IReadOnlyList<Shot> Shots, IReadOnlyList<RouteChoice> Routes, int Fps, FrameSize Size, IReadOnlyList<string> Allowed)
{
    /// <summary>True for a draft: nothing is kept in reserve, and a picture may be enlarged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Draft { get; init; }

    /// <summary>What trials of models of which little is on record may cost; null allows none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrialTerms? Trials { get; init; }
}
