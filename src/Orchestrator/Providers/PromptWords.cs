using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>What full and brief prompts say in the same words.</summary>
internal static class PromptWords
{
    /// <summary>Where the light comes from.</summary>
    public static string From(LightDirection direction) => direction switch
    {
        LightDirection.Left => "the left",
        LightDirection.Right => "the right",
        LightDirection.Front => "the front",
        LightDirection.Behind => "behind",
        _ => "above",
    };

    /// <summary>Stance, gesture and facing.</summary>
    public static string Pose(Pose pose) =>
        $"{Word(pose.Stance)}, {Word(pose.Gesture)}, facing {(pose.Facing == Facing.Camera ? "the camera" : Word(pose.Facing))}";

    /// <summary>The place, in the room that it has, and the weather that is worth a word.</summary>
    public static string Place(Scenery place, int room) =>
        $"{PromptRoom.Fit(place.Setting, room)}{(place.Weather == Weather.Clear ? "" : $", {Word(place.Weather)}")}";

    /// <summary>How the camera moves, and how fast.</summary>
    public static string Move(Camera camera) => camera.Move switch
    {
        CameraMove.Locked => "locked off",
        CameraMove.PanLeft => $"{Word(camera.Pace)} pan left",
        CameraMove.PanRight => $"{Word(camera.Pace)} pan right",
        CameraMove.TiltUp => $"{Word(camera.Pace)} tilt up",
        CameraMove.TiltDown => $"{Word(camera.Pace)} tilt down",
        CameraMove.PushIn => $"{Word(camera.Pace)} push in",
        _ => $"{Word(camera.Pace)} pull out",
    };

    /// <summary>A value of an enumeration.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
