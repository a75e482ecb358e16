using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Script;

/// <summary>A prompt as typed cues: all that the renderer looks at.</summary>
internal sealed record ShotScript
{
    public required string Subject { get; init; }
    public required LightCue Light { get; init; }
    public required PaletteCue Palette { get; init; }
    public required FrameCue Frame { get; init; }
    public required PoseCue Pose { get; init; }
    public required PlaceCue Place { get; init; }
    public required CameraCue Camera { get; init; }
    public required MotionCue Motion { get; init; }
    public required string Sound { get; init; }

    /// <summary>The subject as a reference picture shows it; null where the words alone say what it looks like.</summary>
    public Likeness? Likeness { get; init; }

    /// <summary>The colours of what the subject holds, as a reference picture shows it.</summary>
    public IReadOnlyList<Rgb>? Held { get; init; }
}
