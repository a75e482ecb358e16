using Orchestrator.Model;

namespace Orchestrator.Providers.Chances;

/// <summary>
/// The kind of a shot, as far as models differ in it: what it shows, how much moves, and whether the camera does. Eight kinds, so
/// that each of them gathers outcomes soon.
/// </summary>
internal static class ShotType
{
    /// <summary>The kind of a shot in words, e.g. <c>people, calm, still camera</c>.</summary>
    public static string Of(Shot shot)
    {
        var fields = shot.Fields;
        var shown = fields.Pose.Stance == Stance.Still ? "things" : "people";
        var moving = fields.Motion.Level <= MotionLevel.Gentle ? "calm" : "lively";
        var camera = fields.Camera.Move == CameraMove.Locked ? "still camera" : "moving camera";
        return $"{shown}, {moving}, {camera}";
    }
}
