using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>One attribute of one take.</summary>
/// <param name="Attribute">Which.</param>
/// <param name="Verdict">Pass, fail, or not measured.</param>
/// <param name="Score">2^−max(0, exceedance), in 0..1; 0.5 is the line for every attribute.</param>
/// <param name="Exceedance">Deviation over its line: reliability × (d − m) / (q − m); above 1 fails.</param>
/// <param name="Reliability">How far the measurement can be trusted, 0..1; under 0.3 it is not measured.</param>
/// <param name="Evidence">In words and physical units: <c>1.2 EV darker than the storyboard frame (frames 0–2)</c>.</param>
/// <param name="Deviations">
/// The fitted deviations by name, signed, take minus storyboard (or minus what was asked): <c>ev</c> stops, <c>warmth</c> CIELAB b*,
/// <c>hue</c> degrees, <c>saturation</c> ratio, <c>dx</c>/<c>dy</c> fraction of width/height, <c>scale</c> ratio, <c>speed</c> ratio,
/// <c>flicker</c> percent, <c>missingFrames</c>, <c>frozen</c> fraction of the clip, …
/// </param>
/// <param name="Frames">Frames of the take that show it.</param>
public sealed record AttributeScore(
    ScoredAttribute Attribute,
    Verdict Verdict,
    double Score,
    double Exceedance,
    double Reliability,
    string Evidence,
    IReadOnlyDictionary<string, double> Deviations,
    IReadOnlyList<int> Frames)
{
    /// <summary>The part of the picture that shows it, where the measure knows one that holds for the whole take.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PictureRegion? Region { get; init; }
}
