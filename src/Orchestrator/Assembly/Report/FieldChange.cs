using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>One member of a field, before and after.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Before">What was asked before.</param>
/// <param name="After">What is asked now.</param>
internal sealed record FieldChange(string Name, string Before, string After)
{
    /// <summary>What differs in a field between two requests, in words.</summary>
    public static IReadOnlyList<FieldChange> Between(TakeRequest before, TakeRequest after, ShotField field) =>
    [
        .. Parts(before, field).Zip(Parts(after, field))
            .Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => new FieldChange(pair.First.Name, pair.First.Value, pair.Second.Value)),
    ];

    private static (string Name, string Value)[] Parts(TakeRequest request, ShotField field)
    {
        var fields = request.Fields;
        return field switch
        {
            ShotField.Subject => [("subject", fields.Subject.Description)],
            ShotField.Lighting => Light(fields.Lighting),
            ShotField.Palette =>
            [
                ("colours", string.Join(", ", fields.Palette.Colours)), ("saturation", $"{fields.Palette.SaturationPercent:0.#} %"),
                ("hue", $"{fields.Palette.HueShiftDegrees:+0.#;−0.#;0}°"),
            ],
            ShotField.Composition => Framing(fields.Composition),
            ShotField.Pose =>
            [
                ("stance", ReportWords.Of(fields.Pose.Stance)), ("gesture", ReportWords.Of(fields.Pose.Gesture)), ("facing", ReportWords.Of(fields.Pose.Facing)),
                ("asked", ReportWords.Of(fields.Pose.Insistence)),
            ],
            ShotField.Action => [("what happens", fields.Action?.Description ?? "not told"), ("asked", ReportWords.Of(fields.Action?.Insistence ?? Insistence.Plain))],
            ShotField.Environment => [("setting", fields.Environment.Setting), ("weather", ReportWords.Of(fields.Environment.Weather))],
            ShotField.Camera =>
            [
                ("move", ReportWords.Of(fields.Camera.Move)), ("pace", ReportWords.Of(fields.Camera.Pace)), ("one take", ReportWords.Of(fields.Camera.OneTake)),
            ],
            ShotField.Motion =>
            [
                ("amount", ReportWords.Of(fields.Motion.Level)), ("speed", $"{fields.Motion.SpeedPercent:0.#} %"), ("asked", ReportWords.Of(fields.Motion.Insistence)),
            ],
            ShotField.Stability => [("steadiness asked", ReportWords.Of(fields.Stability.Insistence))],
            ShotField.Timing => [("seconds", $"{request.Seconds}")],
            ShotField.Ending => [("ends on", fields.Ending?.Description ?? "left open"), ("asked", ReportWords.Of(fields.Ending?.Insistence ?? Insistence.Plain))],
            ShotField.Audio => [("sound", fields.Audio.Description ?? "silent"), ("asked", ReportWords.Of(fields.Audio.Insistence))],
            ShotField.Seed => [("seed", $"{request.Seed}")],
            ShotField.Model => [("model", request.Model)],
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field."),
        };
    }

    private static (string, string)[] Light(Lighting light) =>
    [
        ("warmth", ReportWords.Of(light.Warmth)), ("quality", ReportWords.Of(light.Quality)), ("key light", ReportWords.Of(light.From)),
        ("time", ReportWords.Of(light.Time)), ("exposure", $"{light.ExposureEv:+0.##;−0.##;0} EV"),
    ];

    private static (string, string)[] Framing(Composition composition) =>
    [
        ("framing", ReportWords.Of(composition.Framing)), ("subject across", $"{composition.SubjectX:0.#} %"),
        ("subject down", $"{composition.SubjectY:0.#} %"), ("size", $"{composition.ScalePercent:0.#} %"),
    ];
}
