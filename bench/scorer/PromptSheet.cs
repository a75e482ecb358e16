using Orchestrator.Model;

namespace Orchestrator.ScorerBench;

/// <summary>A shot's fields as labelled clauses.</summary>
internal static class PromptSheet
{
    public static string Of(ShotFields fields) => string.Join('\n',
        $"Subject: {fields.Subject.Description}",
        $"Lighting: {Word(fields.Lighting.Warmth)} {Word(fields.Lighting.Quality)} light from {fields.Lighting.From switch
        {
            LightDirection.Left => "the left",
            LightDirection.Right => "the right",
            LightDirection.Front => "the front",
            LightDirection.Behind => "behind",
            _ => "above",
        }}, {Word(fields.Lighting.Time)}, exposure {fields.Lighting.ExposureEv:+0.0;-0.0;+0.0} EV",
        $"Palette: {string.Join(", ", fields.Palette.Colours)}, saturation {fields.Palette.SaturationPercent:0}%, hue shift {fields.Palette.HueShiftDegrees:+0;-0;+0} degrees",
        $"Composition: {Word(fields.Composition.Framing)} shot, subject at {fields.Composition.SubjectX:0.#}% across and {fields.Composition.SubjectY:0.#}% down, scale {fields.Composition.ScalePercent:0}%",
        $"Pose: {Word(fields.Pose.Stance)}, {Word(fields.Pose.Gesture)}, facing {Word(fields.Pose.Facing)}{Insistence(fields.Pose.Insistence)}",
        $"Environment: {fields.Environment.Setting}",
        $"Camera: {fields.Camera.Move switch
        {
            CameraMove.PanLeft => $"{Word(fields.Camera.Pace)} pan left",
            CameraMove.PanRight => $"{Word(fields.Camera.Pace)} pan right",
            CameraMove.TiltUp => $"{Word(fields.Camera.Pace)} tilt up",
            CameraMove.TiltDown => $"{Word(fields.Camera.Pace)} tilt down",
            CameraMove.PushIn => $"{Word(fields.Camera.Pace)} push in",
            CameraMove.PullOut => $"{Word(fields.Camera.Pace)} pull out",
            _ => "locked",
        }}{fields.Camera.OneTake switch
        {
            Orchestrator.Model.Insistence.Plain => "",
            Orchestrator.Model.Insistence.Insisted => ", one continuous take",
            _ => ", strictly one continuous take, no cuts",
        }}",
        $"Motion: {Word(fields.Motion.Level)} movement, speed {fields.Motion.SpeedPercent:0}%{Insistence(fields.Motion.Insistence)}",
        fields.Stability.Insistence switch
        {
            Orchestrator.Model.Insistence.Plain => "Stability: natural",
            Orchestrator.Model.Insistence.Insisted => "Stability: steady exposure and texture, no flicker",
            _ => "Stability: strictly steady exposure and texture, no flicker",
        },
        $"Sound: {fields.Audio.Description ?? "none"}{Insistence(fields.Audio.Insistence)}");

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Insistence(Insistence insistence) => insistence switch
    {
        Model.Insistence.Plain => "",
        Model.Insistence.Insisted => ", exactly as described",
        _ => ", strictly and exactly as described",
    };
}
