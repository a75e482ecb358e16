namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Looks for the storyboard's subject in the take: colours inside its window are compared at shifted and scaled places, each
/// difference capped, so that the scenery in the corners of the window, which does not move along, costs a bounded amount.
/// </summary>
internal sealed class SubjectSearch(LabMap reference, LabMap take, SubjectWindow window)
{
    private const double Cap = 20;
    private const double Reach = 0.22;
    private const int Refinements = 4;
    private const double NearStep = 0.02;

    private static readonly double[] Scales = [0.65, 0.74, 0.82, 0.9, 1, 1.1, 1.22, 1.35, 1.5];

    private readonly List<(double X, double Y, double Weight, Pictures.Lab Colour)> points = Points(reference, window);

    /// <summary>The best place for the subject.</summary>
    public SubjectMark Find()
    {
        if (points.Count == 0)
            return new SubjectMark(0, 0, 1, 0, 0);
        var unmoved = Difference(0, 0, 1);
        var best = new SubjectMark(0, 0, 1, unmoved, unmoved);
        double stepX = 2.0 / take.Width, stepY = 2.0 / take.Height;
        foreach (var scale in Scales)
        {
            for (var dy = -Reach; dy <= Reach; dy += stepY)
            {
                for (var dx = -Reach; dx <= Reach; dx += stepX)
                    best = Better(best, dx, dy, scale);
            }
        }

        return Refine(best, stepX / 2, stepY / 2);
    }

    /// <summary>
    /// The least difference close to a place: a step aside is no other pose. Where the subject made that step alone, the scenery
    /// between its arms did not: each point counts by what explains it better, the step or none.
    /// </summary>
    public double Closest(double dx, double dy, double scale)
    {
        var best = Refine(new SubjectMark(dx, dy, scale, Difference(dx, dy, scale), 0), NearStep, NearStep);
        double sum = 0, weights = 0;
        foreach (var point in points)
        {
            sum += point.Weight * Math.Min(Apart(point, best.Dx, best.Dy, best.Scale), Apart(point, 0, 0, 1));
            weights += point.Weight;
        }

        return weights == 0 ? 0 : sum / (weights * Cap);
    }

    /// <summary>Capped colour difference of the window's points at a place, 0..1.</summary>
    public double Difference(double dx, double dy, double scale)
    {
        double sum = 0, weights = 0;
        foreach (var point in points)
        {
            sum += point.Weight * Apart(point, dx, dy, scale);
            weights += point.Weight;
        }

        return sum / (weights * Cap);
    }

    private double Apart((double X, double Y, double Weight, Pictures.Lab Colour) point, double dx, double dy, double scale)
    {
        var found = take.At(window.X + dx + (scale * (point.X - window.X)), window.Y + dy + (scale * (point.Y - window.Y)));
        return found is { } lab ? Math.Min(Cap, point.Colour.DistanceTo(lab)) : Cap;
    }

    private SubjectMark Refine(SubjectMark start, double stepX, double stepY)
    {
        var best = start;
        var stepScale = 1.05;
        for (var round = 0; round < Refinements; round++, stepX /= 2, stepY /= 2, stepScale = Math.Sqrt(stepScale))
        {
            var centre = best;
            for (var choice = 0; choice < 27; choice++)
            {
                best = Better(
                    best,
                    centre.Dx + (((choice % 3) - 1) * stepX),
                    centre.Dy + (((choice / 3 % 3) - 1) * stepY),
                    centre.Scale * Math.Pow(stepScale, (choice / 9) - 1));
            }
        }

        return best;
    }

    private SubjectMark Better(SubjectMark best, double dx, double dy, double scale)
    {
        var difference = Difference(dx, dy, scale);
        return difference < best.Difference ? new SubjectMark(dx, dy, scale, difference, best.Unmoved) : best;
    }

    private static List<(double X, double Y, double Weight, Pictures.Lab Colour)> Points(LabMap map, SubjectWindow window)
    {
        var points = new List<(double, double, double, Pictures.Lab)>();
        for (var row = 0; row < map.Height; row++)
        {
            for (var column = 0; column < map.Width; column++)
            {
                double x = (column + 0.5) / map.Width, y = (row + 0.5) / map.Height;
                var weight = window.Weight(x, y);
                if (weight > 0)
                    points.Add((x, y, weight, map[column, row]));
            }
        }

        return points;
    }
}
