using Orchestrator.Model;

namespace Orchestrator.Scoring.Measures;

/// <summary>Where the subject stands in the storyboard frame, in shares of width and height: an upright ellipse.</summary>
/// <param name="X">Centre across.</param>
/// <param name="Y">Centre down.</param>
/// <param name="HalfWidth">Half its width.</param>
/// <param name="HalfHeight">Half its height.</param>
internal sealed record SubjectWindow(double X, double Y, double HalfWidth, double HalfHeight)
{
    // A standing figure is about as wide as two fifths of its height; a thing is about as wide as high.
    private const double FigureAspect = 0.45;
    private const double ThingAspect = 0.9;

    /// <summary>The window of a shot's subject in a picture of the given aspect ratio (width over height).</summary>
    public static SubjectWindow Of(ShotFields fields, double aspect)
    {
        var composition = fields.Composition;
        var halfHeight = composition.ScalePercent / 100 * composition.Framing switch
        {
            Framing.Wide => 0.31,
            Framing.Medium => 0.4,
            _ => 0.42,
        };
        var halfWidth = halfHeight * (fields.Pose.Stance == Stance.Still ? ThingAspect : FigureAspect) / aspect;
        return new SubjectWindow(composition.SubjectX / 100, composition.SubjectY / 100, Math.Min(0.45, halfWidth), Math.Min(0.45, halfHeight));
    }

    /// <summary>Weight of a point: 1 at the centre, 0 outside the ellipse.</summary>
    public double Weight(double x, double y)
    {
        double across = (x - X) / HalfWidth, down = (y - Y) / HalfHeight;
        return Math.Max(0, 1 - (across * across) - (down * down));
    }

    /// <summary>The same window made wider: room for arms.</summary>
    public SubjectWindow Widened(double factor) => this with { HalfWidth = HalfWidth * factor };

    /// <summary>The same window grown by a factor.</summary>
    public SubjectWindow Grown(double factor) => this with { HalfWidth = HalfWidth * factor, HalfHeight = HalfHeight * factor };
}
