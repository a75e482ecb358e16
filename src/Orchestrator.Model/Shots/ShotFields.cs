using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>
/// What a shot asks of a model, one member for each thing that can fail. A repair replaces exactly one member.
/// </summary>
public sealed record ShotFields(
    Subject Subject,
    Lighting Lighting,
    Palette Palette,
    Composition Composition,
    Pose Pose,
    Scenery Environment,
    Camera Camera,
    Motion Motion,
    Stability Stability,
    Sound Audio)
{
    /// <summary>What happens; null in shots that were planned before plans told it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShotAction? Action { get; init; }

    /// <summary>How the take ends; null leaves its end open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Ending? Ending { get; init; }

    /// <summary>The members by field, in causal order; <see cref="Diff"/> and reports walk them.</summary>
    public IReadOnlyList<(ShotField Field, object Value)> Members() =>
    [
        (ShotField.Subject, Subject),
        (ShotField.Lighting, Lighting),
        (ShotField.Palette, Palette),
        (ShotField.Composition, Composition),
        (ShotField.Pose, Pose),
        (ShotField.Action, Action ?? ShotAction.None),
        (ShotField.Environment, Environment),
        (ShotField.Camera, Camera),
        (ShotField.Motion, Motion),
        (ShotField.Stability, Stability),
        (ShotField.Audio, Audio),
        (ShotField.Ending, Ending ?? Ending.Open),
    ];

    /// <summary>The fields whose members differ.</summary>
    public IReadOnlyList<ShotField> Diff(ShotFields other) =>
        [.. Members().Zip(other.Members()).Where(pair => !pair.First.Value.Equals(pair.Second.Value)).Select(pair => pair.First.Field)];
}
