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

    /// <summary>Scores the movement of the steps before a cut and before a still end.</summary>
    public static AttributeScore Score(Reel reel, Shot shot, StillRuns still, SubjectWindow window)
    {
        var frozen = FrozenShare(shot, still, reel.Fps);
        var frozenExceedance = ScoreLines.Frozen.Exceedance(frozen);
        var movement = Movement.Of(reel, still.Moving, window);
        var norm = MovementNorm.Of(shot.Fields);
        var speed = norm.Speed(movement, window, shot.Fields.Motion);
        var deviations = new Dictionary<string, double>
        {
            ["frozen"] = frozen, ["speed"] = speed, ["level"] = movement.Level, ["tempo"] = movement.Tempo, ["camera"] = movement.Camera,
        };
        if (frozenExceedance > 1)
            return Frozen(reel, still, frozen, frozenExceedance, deviations);
        var trust = Trust(reel, shot, still.Moving);
        return Finding.Of(
            ScoredAttribute.Motion,
            Math.Max(frozenExceedance, Speed(speed, shot.Fields, norm, trust)),
            trust,
            $"the subject moves {speed:0.0} times as fast as asked ({movement.Level:0.00} heights a second, tempo {movement.Tempo:0.0} rad/s)",
            deviations);
    }

    private static AttributeScore Frozen(Reel reel, StillRuns still, double share, double exceedance, Dictionary<string, double> deviations)
    {
        var start = still.Moving;
        return Finding.Of(
            ScoredAttribute.Motion,
            exceedance,
            1,
            $"stands still from frame {start} ({start / reel.Fps:0.0} s) to the end, {100 * share:0} % of the clip",
            deviations,
            [start, reel.Frames.Count - 1]);
    }

    private static double Speed(double speed, ShotFields asked, MovementNorm norm, double trust)
    {
        var octaves = Math.Log2(speed);
        if (octaves >= 0)
            return ScoreLines.TooFast.Exceedance(octaves / norm.Unsure, trust);
        // A thing at rest, or a figure asked to move gently, is not too slow; a walker may walk towards the camera.
        var shouldMove = asked.Motion.Level >= MotionLevel.Moderate && asked.Pose.Stance is not (Stance.Still or Stance.Walking);
        return shouldMove ? ScoreLines.TooSlow.Exceedance(-octaves, trust) : 0;
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
