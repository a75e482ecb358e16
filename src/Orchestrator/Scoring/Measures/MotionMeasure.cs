using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Flow;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// How much moves, once the camera's movement is taken out, against what was asked; and whether the end of the clip stands still.
/// </summary>
internal static class MotionMeasure
{
    private const double LevelFloor = 0.05;
    private const double ShortestFreeze = 0.25;
    private const double SpeedReliability = 0.3;

    /// <summary>Movement that each level asks for, in picture heights a second.</summary>
    internal static double Requested(Motion motion) => motion.SpeedPercent / 100 * motion.Level switch
    {
        MotionLevel.Still => 0.01,
        MotionLevel.Gentle => 0.06,
        MotionLevel.Moderate => 0.25,
        MotionLevel.Energetic => 0.8,
        _ => throw new ArgumentOutOfRangeException(nameof(motion), motion.Level, "Not a level of movement."),
    };

    /// <summary>Scores the movement of the steps before a cut.</summary>
    public static AttributeScore Score(Reel reel, Shot shot, StillRuns still, int steps)
    {
        var moving = Math.Max(0, Math.Min(steps, reel.Steps.Count - still.Tail));
        var frozen = FrozenShare(shot, still, reel.Fps);
        var level = Level(reel, moving);
        var requested = Requested(shot.Fields.Motion);
        var speed = (level + LevelFloor) / (requested + LevelFloor);
        var trust = SpeedReliability + ((1 - SpeedReliability) * FlowReliability.Of(reel, moving));
        var frozenExceedance = ScoreLines.Frozen.Exceedance(frozen);
        var speedExceedance = moving == 0 || frozenExceedance > 1 ? 0 : ScoreLines.Speed.Exceedance(Math.Abs(Math.Log2(speed)), trust);
        var isFrozen = frozenExceedance >= speedExceedance && frozenExceedance > 1;
        var start = reel.Steps.Count - still.Tail;
        return Finding.Of(
            ScoredAttribute.Motion,
            Math.Max(frozenExceedance, speedExceedance),
            isFrozen ? 1 : trust,
            isFrozen
                ? $"stands still from frame {start} ({start / reel.Fps:0.0} s) to the end, {100 * frozen:0} % of the clip"
                : $"moves {level:0.00} heights a second, {speed:0.0} times what was asked",
            new Dictionary<string, double> { ["frozen"] = frozen, ["speed"] = speed, ["level"] = level, ["camera"] = CameraSpeed(reel, moving) },
            isFrozen ? [start, reel.Frames.Count - 1] : []);
    }

    private static double FrozenShare(Shot shot, StillRuns still, double fps)
    {
        var mayStand = shot.Fields.Motion.Level == MotionLevel.Still && shot.Fields.Camera.Move == CameraMove.Locked;
        return mayStand || still.Tail / fps < ShortestFreeze ? 0 : still.TailShare;
    }

    /// <summary>Median over the steps of the mean movement that the camera does not explain, in heights a second.</summary>
    internal static double Level(Reel reel, int steps)
    {
        var levels = reel.Steps.Take(steps).Select(step => OwnMovement(step) * reel.Fps / reel.Height).Order().ToList();
        return levels.Count == 0 ? 0 : levels[levels.Count / 2];
    }

    private static double OwnMovement(StepFacts step)
    {
        if (step.Field.TexturedCount == 0)
            return 0;
        double sum = 0;
        for (var row = 0; row < step.Field.Rows; row++)
        {
            for (var column = 0; column < step.Field.Columns; column++)
            {
                if (step.Field.Textured[(row * step.Field.Columns) + column])
                    sum += CameraFit.Residual(step.Field, step.Camera, column, row);
            }
        }

        return sum / step.Field.TexturedCount;
    }

    private static double CameraSpeed(Reel reel, int steps)
    {
        var speeds = reel.Steps.Take(steps)
            .Select(step => Math.Sqrt((step.Camera.Across * step.Camera.Across) + (step.Camera.Down * step.Camera.Down)) * reel.Fps / reel.Height)
            .Order().ToList();
        return speeds.Count == 0 ? 0 : speeds[speeds.Count / 2];
    }
}
