using System.Globalization;
using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>
/// Typed shot to prompt text: one labelled clause a field, in a fixed order. Changing one field changes one clause and nothing
/// else, which is what makes a repair a diff.
/// </summary>
internal static class PromptCompiler
{
    /// <summary>The prompt of a take.</summary>
    public static string Video(ShotFields fields) => string.Join('\n',
    [
        .. Picture(fields),
        $"Camera: {Camera(fields.Camera)}",
        $"Motion: {Motion(fields.Motion)}",
        $"Stability: {Stability(fields.Stability)}",
        $"Sound: {(fields.Audio.Description is { } heard ? heard + Insisted(fields.Audio.Insistence) : "none")}",
    ]);

    /// <summary>The prompt of a storyboard frame: what can be seen in a still.</summary>
    public static string Image(ShotFields fields, string? note) =>
        string.Join('\n', note is null ? Picture(fields) : [.. Picture(fields), $"Note: {note}"]);

    private static IEnumerable<string> Picture(ShotFields fields) =>
    [
        $"Subject: {fields.Subject.Description}",
        $"Lighting: {Lighting(fields.Lighting)}",
        $"Palette: {Palette(fields.Palette)}",
        $"Composition: {Composition(fields.Composition)}",
        $"Pose: {Pose(fields.Pose)}",
        $"Environment: {fields.Environment.Setting}{(fields.Environment.Weather == Weather.Clear ? "" : $", {Word(fields.Environment.Weather)}")}",
    ];

    private static string Lighting(Lighting light) =>
        $"{Word(light.Warmth)} {Word(light.Quality)} key light from {From(light.From)}, {Word(light.Time)}, exposure {Signed(light.ExposureEv)} EV";

    private static string From(LightDirection direction) => direction switch
    {
        LightDirection.Left => "the left",
        LightDirection.Right => "the right",
        LightDirection.Front => "the front",
        LightDirection.Behind => "behind",
        _ => "above",
    };

    private static string Palette(Palette palette) =>
        $"{List(palette.Colours)}, saturation {Number(palette.SaturationPercent)}%, hue shift {Signed(palette.HueShiftDegrees)} degrees";

    private static string Composition(Composition mark) =>
        $"{Word(mark.Framing)} shot, subject at {Number(mark.SubjectX)}% across and {Number(mark.SubjectY)}% down, scale {Number(mark.ScalePercent)}%";

    private static string Pose(Pose pose) =>
        $"{Word(pose.Stance)}, {Word(pose.Gesture)}, facing {(pose.Facing == Facing.Camera ? "the camera" : Word(pose.Facing))}{Insisted(pose.Insistence)}";

    private static string Camera(Camera camera)
    {
        var move = camera.Move switch
        {
            CameraMove.Locked => "locked off",
            CameraMove.PanLeft => $"{Word(camera.Pace)} pan left",
            CameraMove.PanRight => $"{Word(camera.Pace)} pan right",
            CameraMove.TiltUp => $"{Word(camera.Pace)} tilt up",
            CameraMove.TiltDown => $"{Word(camera.Pace)} tilt down",
            CameraMove.PushIn => $"{Word(camera.Pace)} push in",
            _ => $"{Word(camera.Pace)} pull out",
        };
        return camera.OneTake switch
        {
            Insistence.Plain => move,
            Insistence.Insisted => $"{move}, one continuous take",
            _ => $"{move}, strictly one continuous take, no cuts",
        };
    }

    private static string Motion(Motion motion) =>
        $"{Word(motion.Level)} movement, speed {Number(motion.SpeedPercent)}%{Insisted(motion.Insistence)}";

    private static string Stability(Stability stability) => stability.Insistence switch
    {
        Insistence.Plain => "natural",
        Insistence.Insisted => "steady exposure and texture, no flicker",
        _ => "strictly steady exposure and texture, no flicker at all",
    };

    private static string Insisted(Insistence insistence) => insistence switch
    {
        Insistence.Plain => "",
        Insistence.Insisted => ", exactly as described",
        _ => ", strictly and exactly as described",
    };

    private static string List(IReadOnlyList<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.##;-0.##;+0", CultureInfo.InvariantCulture);
}
