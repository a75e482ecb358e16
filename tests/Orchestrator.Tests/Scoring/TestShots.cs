using Orchestrator.Model;

namespace Orchestrator.Tests.Scoring;

/// <summary>The typed shot that <see cref="TestScene"/> films.</summary>
internal static class TestShots
{
    public static ShotFields Fields(string? sound = null, MotionLevel level = MotionLevel.Gentle) => new(
        new Subject("a figure in a blue coat"),
        new Lighting(Warmth.Neutral, LightQuality.Soft, LightDirection.Left, TimeOfDay.Day),
        new Palette(["blue", "cream"]),
        new Composition(Framing.Medium, 100 * TestScene.SubjectX, 100 * TestScene.SubjectY),
        new Pose(Stance.Standing, Gesture.Relaxed, Facing.Camera),
        new Scenery("street"),
        new Camera(CameraMove.Locked, Pace.Slow),
        new Motion(level),
        new Stability(),
        new Sound(sound));

    public static Shot Shot(int frames = ScoringStudio.Frames, string? sound = null, MotionLevel level = MotionLevel.Gentle) =>
        new("s01", 1, "A figure waits in the street.", frames, 0, Fields(sound, level));
}
