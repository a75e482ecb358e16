using Orchestrator.Model;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// The movement that a shot asks for: fitted in octaves to 120 rendered takes drawn by lot over places, framings, stances,
/// gestures, levels and camera moves. What is left unexplained, one standard deviation, is 0.3 octaves for a figure, 0.4 for a
/// thing and 0.8 for a walker.
/// </summary>
/// <param name="Level">Movement in heights of the subject's window a second.</param>
/// <param name="Tempo">Tempo in radians a second.</param>
/// <param name="Unsure">How much wider the line of a speed is than that of a figure: 1 for a figure.</param>
internal sealed record MovementNorm(double Level, double Tempo, double Unsure)
{
    private const double NaturalSpeed = 100;

    // Under this a level is noise of the decoder and of block matching.
    private const double Noise = 0.0015;

    /// <summary>The norm of a shot at natural speed.</summary>
    public static MovementNorm Of(ShotFields fields) => fields.Pose.Stance switch
    {
        // Steam, a swing of the lamp: it hardly knows levels.
        Stance.Still => new MovementNorm(0.0047 * Camera(fields.Camera), 5.1, 1.1),
        // A walk has its own gait; how much of it is seen depends on the framing and on where it leads.
        Stance.Walking => new MovementNorm(0.037 * Walk(fields.Motion.Level) * Camera(fields.Camera), 5.3, 2),
        _ => Figure(fields),
    };

    /// <summary>Speed of a movement in this norm: 1 is what was asked, 2 twice as fast. Both figures grow with speed, so their geometric mean is told.</summary>
    public double Speed(Movement movement, SubjectWindow window, Motion asked)
    {
        var level = Math.Max(Noise, movement.Level / (2 * window.HalfHeight));
        var tempo = Math.Max(1, movement.Tempo);
        return Math.Sqrt(level * tempo / (Level * Tempo)) * NaturalSpeed / Math.Max(1, asked.SpeedPercent);
    }

    private static MovementNorm Figure(ShotFields fields)
    {
        var (level, tempo) = fields.Motion.Level switch
        {
            MotionLevel.Still => (0.004, 3.6),
            MotionLevel.Gentle => (0.0266, 4.2),
            MotionLevel.Moderate => (0.16, 5.3),
            _ => (0.44, 7.4),
        };
        var framing = fields.Composition.Framing switch { Framing.Wide => 0.6, Framing.Medium => 1, _ => 1.23 };
        var gesture = fields.Pose.Gesture == Gesture.Relaxed ? 0.65 : 1;
        return new MovementNorm(level * framing * gesture * Camera(fields.Camera), tempo, 1);
    }

    private static double Walk(MotionLevel level) => level switch
    {
        MotionLevel.Still => 0.5,
        MotionLevel.Gentle => 1,
        MotionLevel.Moderate => 2,
        _ => 4,
    };

    // What stands at another depth than the scenery is left behind by a pan, and by a push it is only blurred.
    private static double Camera(Camera camera) => camera.Move switch
    {
        CameraMove.Locked => 1,
        CameraMove.PushIn or CameraMove.PullOut => 0.73,
        _ => 1.33,
    };
}
