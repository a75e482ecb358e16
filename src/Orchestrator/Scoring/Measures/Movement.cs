using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Flow;

namespace Orchestrator.Scoring.Measures;

/// <summary>How the subject moves once the camera's movement is taken out.</summary>
/// <param name="Level">Mean movement of the subject's surroundings and itself, in picture heights a second.</param>
/// <param name="Tempo">
/// How quickly the movement changes, in radians a second: rms of its change over rms of itself. For a swing it is the angular
/// frequency, whatever its amplitude and however large the subject is seen.
/// </param>
/// <param name="Camera">Movement of the whole picture, in picture heights a second.</param>
internal sealed record Movement(double Level, double Tempo, double Camera)
{
    private const int Group = 4;
    private const int FewestGroups = 3;
    private const int FewestBlocks = 4;
    private const double TexturedShare = 0.8;
    private const double Nothing = 1e-6;

    /// <summary>Measures the first steps of a clip, in and around the subject's window.</summary>
    public static Movement Of(Reel reel, int steps, SubjectWindow window)
    {
        if (steps == 0)
            return new Movement(0, 0, 0);
        var blocks = Blocks(reel, steps, window);
        var own = reel.Steps.Take(steps).Select(step => Mean(step, blocks)).Order().ToList();
        var camera = reel.Steps.Take(steps)
            .Select(step => Math.Sqrt((step.Camera.Across * step.Camera.Across) + (step.Camera.Down * step.Camera.Down))).Order().ToList();
        var scale = reel.Fps / reel.Height;
        return new Movement(own[own.Count / 2] * scale, TempoOf(reel, steps, blocks), camera[camera.Count / 2] * scale);
    }

    private static List<int> Blocks(Reel reel, int steps, SubjectWindow window)
    {
        var field = reel.Steps[0].Field;
        var textured = Enumerable.Range(0, field.Across.Length)
            .Where(block => reel.Steps.Take(steps).Count(step => step.Field.Textured[block]) >= TexturedShare * steps).ToList();
        var inside = textured.Where(block =>
            window.Weight((block % field.Columns + 0.5) / field.Columns, (block / field.Columns + 0.5) / field.Rows) > 0).ToList();
        return inside.Count >= FewestBlocks ? inside : textured;
    }

    private static double Mean(StepFacts step, List<int> blocks) => blocks.Count == 0
        ? 0
        : blocks.Average(block => CameraFit.Residual(step.Field, step.Camera, block % step.Field.Columns, block / step.Field.Columns));

    // Steps are averaged in groups first: what block matching gets wrong from frame to frame would look like a very quick movement.
    private static double TempoOf(Reel reel, int steps, List<int> blocks)
    {
        var groups = steps / Group;
        if (groups < FewestGroups)
            return 0;
        double changes = 0, movement = 0;
        foreach (var block in blocks)
        {
            var before = default((double Across, double Down)?);
            for (var group = 0; group < groups; group++)
            {
                var now = Own(reel, block, group * Group);
                movement += Square(now);
                if (before is { } earlier)
                    changes += Square((now.Across - earlier.Across, now.Down - earlier.Down));
                before = now;
            }
        }

        var perPair = changes / (groups - 1);
        return movement < Nothing ? 0 : Math.Sqrt(perPair / (movement / groups)) * reel.Fps / Group;
    }

    private static (double Across, double Down) Own(Reel reel, int block, int start)
    {
        double across = 0, down = 0;
        for (var index = start; index < start + Group; index++)
        {
            var (field, camera) = (reel.Steps[index].Field, reel.Steps[index].Camera);
            var (x, y) = CameraFit.Centre(field, block % field.Columns, block / field.Columns);
            var whole = camera.At(x, y);
            across += field.Across[block] - whole.Across;
            down += field.Down[block] - whole.Down;
        }

        return (across / Group, down / Group);
    }

    private static double Square((double Across, double Down) vector) => (vector.Across * vector.Across) + (vector.Down * vector.Down);
}
