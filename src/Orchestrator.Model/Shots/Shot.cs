using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>One shot of the plan.</summary>
/// <param name="Id">Stable name within the film: <c>s01</c>, <c>s02</c>, …</param>
/// <param name="Number">Place in the film, from 1.</param>
/// <param name="Beat">The sentence of the treatment that the shot tells.</param>
/// <param name="Frames">Length of the shot's clip in frames of the film, its part of both transitions included.</param>
/// <param name="TransitionOutFrames">Frames that overlap with the next shot; 0 is a hard cut.</param>
/// <param name="Fields">What is asked of the model.</param>
/// <param name="ContinuesFrom">The shot whose last frame this one starts from, where the brief asks for one continuous action.</param>
/// <param name="Model">The model that the brief names for this shot; null lets the router choose.</param>
public sealed record Shot(
    string Id,
    int Number,
    string Beat,
    int Frames,
    int TransitionOutFrames,
    ShotFields Fields,
    string? ContinuesFrom = null,
    string? Model = null)
{
    /// <summary>Ids of the likenesses of the brief that are in the shot, in the order in which it names them; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Likenesses { get; init; }

    /// <summary>How it ends, where the brief says so; null leaves its end open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShotEnd? End { get; init; }
}
