using System.Numerics;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Fits a grade to the means of blocks. A cast of the light and a change of the palette look alike in one number, so two
/// explanations compete: A, a light with a cast and whatever colour change is left; B, a neutral light and a colour change. The one
/// that leaves less, and needs less, is taken.
/// </summary>
internal static class GradeFit
{
    private const int Long = 16;
    private const int Short = 9;
    private const double Brightest = 0.93;
    private const double Darkest = 0.006;
    private const double Lift = 0.001;
    private const int FewestBlocks = 12;
    private const int Reweightings = 4;

    // What an explanation leaves decides; its own size only breaks ties. A colour change on top of a cast is the least likely of the three.
    private const double ColourOverCast = 0.35;
    private const double CastAlone = 0.05;
    private const double ColourAlone = 0.05;

    /// <summary>The grade from the storyboard frame to the take, or null where too few blocks can be compared.</summary>
    public static Grade? Fit(LightTable reference, LightTable take, Placement placement)
    {
        var pairs = Pairs(reference, take, placement);
        if (pairs.Count < FewestBlocks)
            return null;
        var gains = new Vector3(
            (float)Median(pairs, pair => Stops(pair.Take.X, pair.Reference.X)),
            (float)Median(pairs, pair => Stops(pair.Take.Y, pair.Reference.Y)),
            (float)Median(pairs, pair => Stops(pair.Take.Z, pair.Reference.Z)));
        var ev = (float)Median(pairs, pair => Stops(Luminance(pair.Take), Luminance(pair.Reference)));
        var cast = Explain(pairs, gains);
        var neutral = Explain(pairs, new Vector3(ev));
        var castAlone = cast with { Colour = Complex.One, Residual = Residual(pairs, cast.Gains, Complex.One) };
        var costOfCast = castAlone.Residual + (ColourOverCast * cast.ColourDistance) + (CastAlone * cast.CastLength);
        var costOfColour = neutral.Residual + (ColourAlone * neutral.ColourDistance);
        return costOfCast <= costOfColour ? cast : neutral;
    }

    private static Grade Explain(List<Pair> pairs, Vector3 gains)
    {
        var points = pairs.ConvertAll(pair => (Before: Chroma(pair.Reference, gains), After: Chroma(pair.Take, Vector3.Zero)));
        var factor = ColourFactor(points);
        return new Grade(gains, factor, points.Average(point => point.Before.Magnitude), Residual(pairs, gains, factor), pairs.Count);
    }

    private static double Residual(List<Pair> pairs, Vector3 gains, Complex factor) =>
        Median(pairs, pair => (Chroma(pair.Take, Vector3.Zero) - (factor * Chroma(pair.Reference, gains))).Magnitude);

    // Least squares for a complex factor, drawn a little towards 1, with blocks that do not fit (something else stands there) fading out.
    private static Complex ColourFactor(List<(Complex Before, Complex After)> points)
    {
        var weights = Enumerable.Repeat(1.0, points.Count).ToArray();
        var factor = Complex.One;
        for (var round = 0; round <= Reweightings; round++)
        {
            var ridge = 4.0 * points.Count;
            Complex above = ridge;
            var below = ridge;
            for (var index = 0; index < points.Count; index++)
            {
                above += weights[index] * points[index].After * Complex.Conjugate(points[index].Before);
                below += weights[index] * points[index].Before.Magnitude * points[index].Before.Magnitude;
            }

            factor = above / below;
            var misfits = points.ConvertAll(point => (point.After - (factor * point.Before)).Magnitude);
            var width = 1 + (2 * misfits.Order().ElementAt(misfits.Count / 2));
            for (var index = 0; index < points.Count; index++)
                weights[index] = 1 / (1 + (misfits[index] / width * (misfits[index] / width)));
        }

        return factor;
    }

    private static List<Pair> Pairs(LightTable reference, LightTable take, Placement placement)
    {
        var (columns, rows) = take.Width >= take.Height ? (Long, Short) : (Short, Long);
        var pairs = new List<Pair>(columns * rows);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                double left = (double)column / columns, top = (double)row / rows, right = (column + 1.0) / columns, bottom = (row + 1.0) / rows;
                var (fromLeft, fromTop) = placement.ToReference(left, top);
                var (fromRight, fromBottom) = placement.ToReference(right, bottom);
                var after = Mean(take, left, top, right, bottom);
                var before = Mean(reference, fromLeft, fromTop, fromRight, fromBottom);
                if (before is { } b && after is { } a && Usable(b) && Usable(a))
                    pairs.Add(new Pair(b, a));
            }
        }

        return pairs;
    }

    private static Vector3? Mean(LightTable table, double left, double top, double right, double bottom) =>
        table.Mean(left * table.Width, top * table.Height, right * table.Width, bottom * table.Height) is { } mean
            ? new Vector3((float)mean.Red, (float)mean.Green, (float)mean.Blue)
            : null;

    private static bool Usable(Vector3 colour)
    {
        var brightest = Math.Max(colour.X, Math.Max(colour.Y, colour.Z));
        return brightest is < (float)Brightest and > (float)Darkest;
    }

    private static double Luminance(Vector3 colour) => ColourSpace.Luminance(colour.X, colour.Y, colour.Z);

    private static double Stops(double after, double before) => Math.Log2((after + Lift) / (before + Lift));

    private static Complex Chroma(Vector3 colour, Vector3 gains)
    {
        var lab = ColourSpace.ToLab(colour.X * Math.Pow(2, gains.X), colour.Y * Math.Pow(2, gains.Y), colour.Z * Math.Pow(2, gains.Z));
        return new Complex(lab.A, lab.B);
    }

    private static double Median(List<Pair> pairs, Func<Pair, double> value)
    {
        var ordered = pairs.Select(value).Order().ToList();
        return (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }

    private readonly record struct Pair(Vector3 Reference, Vector3 Take);
}
