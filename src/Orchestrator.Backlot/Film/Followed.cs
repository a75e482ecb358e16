using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>What a take has from a clip that it follows; what is null is as its words say.</summary>
internal sealed record Followed
{
    public PoseCue? Pose { get; init; }

    public MotionCue? Motion { get; init; }

    public CameraCue? Camera { get; init; }

    public FrameCue? Frame { get; init; }

    /// <summary>How far into the action the clip begins, in seconds.</summary>
    public double From { get; init; }

    /// <summary>The words with what is followed in their place.</summary>
    public ShotScript In(ShotScript asked) => asked with
    {
        Pose = Pose ?? asked.Pose,
        Motion = Motion ?? asked.Motion,
        Camera = Camera ?? asked.Camera,
        Frame = Frame ?? asked.Frame,
    };
}
