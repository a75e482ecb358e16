using System.Numerics.Tensors;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Finds the shift and scale that lay a take's edges on the storyboard frame's: normalised cross-correlation over whole cells at
/// eleven scales, then halving steps down to a sixteenth of a cell.
/// </summary>
internal static class PlacementSearch
{
    private const double ReachAcross = 0.275;
    private const double ReachDown = 0.29;
    private const double SmallestScale = 0.62;
    private const double LargestScale = 1.6;
    private const int Scales = 11;
    private const double LeastOverlap = 0.35;
    private const int Refinements = 4;

    /// <summary>The best placement of a take's edges on the reference's. Both maps have the same size.</summary>
    public static Placement Find(EdgeMap reference, EdgeMap take)
    {
        var unmoved = Correlate(reference, take, 0, 0, 1);
        var best = new Placement(0, 0, 1, unmoved, unmoved);
        for (var index = 0; index < Scales; index++)
        {
            var scale = SmallestScale * Math.Pow(LargestScale / SmallestScale, index / (double)(Scales - 1));
            best = Better(best, Scan(Scaled.Of(reference, scale), take, scale, unmoved));
        }

        return Refine(reference, take, best);
    }

    private static Placement Scan(Scaled scaled, EdgeMap take, double scale, double unmoved)
    {
        int acrossCells = (int)(ReachAcross * take.Width), downCells = (int)(ReachDown * take.Height);
        var best = new Placement(0, 0, scale, double.NegativeInfinity, unmoved);
        for (var down = -downCells; down <= downCells; down += 2)
        {
            for (var across = -acrossCells; across <= acrossCells; across += 2)
            {
                var likeness = scaled.Correlate(take, across, down);
                if (likeness > best.Likeness)
                    best = best with { Dx = (double)across / take.Width, Dy = (double)down / take.Height, Likeness = likeness };
            }
        }

        return best;
    }

    private static Placement Refine(EdgeMap reference, EdgeMap take, Placement start)
    {
        var best = start with { Likeness = Correlate(reference, take, start.Dx, start.Dy, start.Scale) };
        double stepX = 1.0 / take.Width, stepY = 1.0 / take.Height, stepScale = 1.05;
        for (var round = 0; round < Refinements; round++, stepX /= 2, stepY /= 2, stepScale = Math.Sqrt(stepScale))
        {
            var centre = best;
            for (var choice = 0; choice < 27; choice++)
            {
                var dx = centre.Dx + (((choice % 3) - 1) * stepX);
                var dy = centre.Dy + (((choice / 3 % 3) - 1) * stepY);
                var scale = centre.Scale * Math.Pow(stepScale, (choice / 9) - 1);
                best = Better(best, new Placement(dx, dy, scale, Correlate(reference, take, dx, dy, scale), start.Unmoved));
            }
        }

        return Better(start with { Dx = 0, Dy = 0, Scale = 1, Likeness = start.Unmoved }, best);
    }

    private static Placement Better(Placement first, Placement second) => second.Likeness > first.Likeness ? second : first;

    private static double Correlate(EdgeMap reference, EdgeMap take, double dx, double dy, double scale)
    {
        double sum = 0, sumTake = 0, squares = 0, squaresTake = 0, products = 0;
        var count = 0;
        double centreX = (take.Width - 1) / 2.0, centreY = (take.Height - 1) / 2.0;
        for (var y = 0; y < take.Height; y++)
        {
            var fromY = centreY + ((y - centreY - (dy * take.Height)) / scale);
            if (fromY < 0 || fromY > take.Height - 1)
                continue;
            for (var x = 0; x < take.Width; x++)
            {
                var fromX = centreX + ((x - centreX - (dx * take.Width)) / scale);
                if (fromX < 0 || fromX > take.Width - 1)
                    continue;
                double a = reference.At(fromX, fromY), b = take.Values[(y * take.Width) + x];
                sum += a;
                sumTake += b;
                squares += a * a;
                squaresTake += b * b;
                products += a * b;
                count++;
            }
        }

        return count < LeastOverlap * take.Width * take.Height ? -1 : Normalised(count, sum, sumTake, squares, squaresTake, products);
    }

    private static double Normalised(int count, double sum, double sumTake, double squares, double squaresTake, double products)
    {
        double variance = squares - (sum * sum / count), varianceTake = squaresTake - (sumTake * sumTake / count);
        return variance <= 1e-9 || varianceTake <= 1e-9 ? 0 : (products - (sum * sumTake / count)) / Math.Sqrt(variance * varianceTake);
    }

    // The reference at one scale; outside its rectangle there is nothing to compare.
    private sealed class Scaled(int width, int left, int top, int right, int bottom, float[] values)
    {
        public static Scaled Of(EdgeMap reference, double scale)
        {
            double centreX = (reference.Width - 1) / 2.0, centreY = (reference.Height - 1) / 2.0;
            var left = Math.Max(0, (int)Math.Ceiling(centreX - (centreX * scale)));
            var top = Math.Max(0, (int)Math.Ceiling(centreY - (centreY * scale)));
            var values = new float[reference.Width * reference.Height];
            for (var y = top; y < reference.Height - top; y++)
            {
                for (var x = left; x < reference.Width - left; x++)
                    values[(y * reference.Width) + x] = reference.At(centreX + ((x - centreX) / scale), centreY + ((y - centreY) / scale));
            }

            return new Scaled(reference.Width, left, top, reference.Width - left, reference.Height - top, values);
        }

        public double Correlate(EdgeMap take, int across, int down)
        {
            int x0 = Math.Max(0, left + across), x1 = Math.Min(take.Width, right + across);
            int y0 = Math.Max(0, top + down), y1 = Math.Min(take.Height, bottom + down);
            int length = x1 - x0, count = length * (y1 - y0);
            if (length <= 0 || y1 <= y0 || count < LeastOverlap * take.Width * take.Height)
                return -1;
            double sum = 0, sumTake = 0, squares = 0, squaresTake = 0, products = 0;
            for (var y = y0; y < y1; y++)
            {
                var a = values.AsSpan(((y - down) * width) + x0 - across, length);
                var b = take.Values.AsSpan((y * width) + x0, length);
                sum += TensorPrimitives.Sum<float>(a);
                sumTake += TensorPrimitives.Sum<float>(b);
                squares += TensorPrimitives.SumOfSquares<float>(a);
                squaresTake += TensorPrimitives.SumOfSquares<float>(b);
                products += TensorPrimitives.Dot<float>(a, b);
            }

            return Normalised(count, sum, sumTake, squares, squaresTake, products);
        }
    }
}
