using Orchestrator.Model;

namespace Orchestrator.Scoring.Measures;

/// <summary>The movement that a shot asks for.</summary>
/// <param name="Level">Movement in heights of the subject's window a second.</param>
/// <param name="Tempo">Tempo in radians a second.</param>
internal sealed record MovementNorm(double Level, double Tempo)
{
    private const double NaturalSpeed = 100;

    /// <summary>
    /// The norm of a level at natural speed; measured on rendered takes of twelve shots, the middle of each level. A walk has its own
    /// gait, quicker than anything a standing figure does.
    /// </summary>
    public static MovementNorm Of(ShotFields fields) => (fields.Pose.Stance, fields.Motion.Level) switch
    {
        (_, MotionLevel.Still) => new MovementNorm(0.0115, 1.2),
        (Stance.Walking, _) => new MovementNorm(0.15, 9),
        (_, MotionLevel.Gentle) => new MovementNorm(0.0175, 2.4),
        (_, MotionLevel.Moderate) => new MovementNorm(0.035, 4.3),
        _ => new MovementNorm(0.05, 5),
    };

    /// <summary>Speed of a movement in this norm: 1 is what was asked, 2 twice as fast. Both figures grow with speed, so their geometric mean is told.</summary>
    public double Speed(Movement movement, SubjectWindow window, Motion asked)
    {
        var level = movement.Level / (2 * window.HalfHeight);
        return Math.Sqrt(Math.Max(1e-6, level * movement.Tempo) / (Level * Tempo)) * NaturalSpeed / Math.Max(1, asked.SpeedPercent);
    }
}
