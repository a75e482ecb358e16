using Orchestrator.Model;

namespace Orchestrator.Providers.Catalogue;

/// <summary>
/// An estimate of how fast a subject crosses the picture, from what a shot asks for. A standing figure sways by a share of its own
/// height; a walking one goes a share of the picture's height on top. The shares are rough, and the same for every model.
/// </summary>
internal static class SubjectSpeed
{
    /// <summary>Pixels a second in a picture of so many lines.</summary>
    public static double Of(Shot shot, int lines)
    {
        var (pose, motion) = (shot.Fields.Pose, shot.Fields.Motion);
        if (pose.Stance == Stance.Still)
            return 0;
        var sway = HeightIn(shot.Fields.Composition.Framing) * Sway(motion.Level) * (shot.Fields.Composition.Framing == Framing.Close && motion.Level != MotionLevel.Energetic ? 0.5 : 1);
        var walk = pose.Stance == Stance.Walking ? Walk(motion.Level) : 0;
        return (sway + walk) * motion.SpeedPercent / 100 * lines;
    }

    // In picture heights.
    private static double HeightIn(Framing framing) => framing switch { Framing.Wide => 0.62, Framing.Medium => 1.34, _ => 3 };

    // In its own heights a second.
    private static double Sway(MotionLevel level) => level switch { MotionLevel.Still => 0, MotionLevel.Gentle => 0.05, MotionLevel.Moderate => 0.25, _ => 0.5 };

    // In picture heights a second.
    private static double Walk(MotionLevel level) => level switch { MotionLevel.Still => 0, MotionLevel.Gentle => 0.11, MotionLevel.Moderate => 0.255, _ => 0.51 };
}
