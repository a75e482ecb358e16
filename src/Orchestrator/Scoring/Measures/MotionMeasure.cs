using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// How fast the subject moves, once the camera's movement is taken out, against what was asked; and whether the end of the clip
/// stands still. The speed of a scene that nobody has seen before is only roughly knowable: its line is wide.
/// </summary>
internal static class MotionMeasure
{
    private const double ShortestFreeze = 0.25;
    private const double SpeedReliability = 0.3;
    private const double MovingCamera = 0.8;

    /// <summary>Scores the movement of the steps before a cut.</summary>
    public static AttributeScore Score(Reel reel, Shot shot, StillRuns still, int steps, SubjectWindow window)
    {
        var frozen = FrozenShare(shot, still, reel.Fps);
        var frozenExceedance = ScoreLines.Frozen.Exceedance(frozen);
        var moving = Math.Max(0, Math.Min(steps, reel.Steps.Count - still.Tail));
        var movement = Movement.Of(reel, moving, window);
        var speed = MovementNorm.Of(shot.Fields).Speed(movement, window, shot.Fields.Motion);
        var deviations = new Dictionary<string, double>
        {
            ["frozen"] = frozen, ["speed"] = speed, ["level"] = movement.Level, ["tempo"] = movement.Tempo, ["camera"] = movement.Camera,
        };
        if (frozenExceedance > 1)
            return Frozen(reel, still, frozen, frozenExceedance, deviations);
        var trust = Trust(reel, shot, moving);
        return Finding.Of(
            ScoredAttribute.Motion,
            Math.Max(frozenExceedance, Speed(speed, trust)),
            trust,
            $"the subject moves {speed:0.0} times as fast as asked ({movement.Level:0.00} heights a second, tempo {movement.Tempo:0.0} rad/s)",
            deviations);
    }

    private static AttributeScore Frozen(Reel reel, StillRuns still, double share, double exceedance, Dictionary<string, double> deviations)
    {
        var start = reel.Steps.Count - still.Tail;
        return Finding.Of(
            ScoredAttribute.Motion,
            exceedance,
            1,
            $"stands still from frame {start} ({start / reel.Fps:0.0} s) to the end, {100 * share:0} % of the clip",
            deviations,
            [start, reel.Frames.Count - 1]);
    }

    private static double Speed(double speed, double trust)
    {
        var octaves = Math.Log2(speed);
        return octaves >= 0 ? ScoreLines.TooFast.Exceedance(octaves, trust) : ScoreLines.TooSlow.Exceedance(-octaves, trust);
    }

    // What passes at different depths moves apart under a moving camera, and some of that is left when its movement is taken out.
    private static double Trust(Reel reel, Shot shot, int moving) =>
        (SpeedReliability + ((1 - SpeedReliability) * FlowReliability.Of(reel, moving))) * (shot.Fields.Camera.Move == CameraMove.Locked ? 1 : MovingCamera);

    private static double FrozenShare(Shot shot, StillRuns still, double fps)
    {
        var mayStand = shot.Fields.Motion.Level == MotionLevel.Still && shot.Fields.Camera.Move == CameraMove.Locked;
        return mayStand || still.Tail / fps < ShortestFreeze ? 0 : still.TailShare;
    }
}
