namespace Orchestrator.Scoring.Measures;

/// <summary>How much the scenery outside the subject's window differs.</summary>
internal static class Surroundings
{
    private const double Cap = 20;
    private const double Margin = 1.4;

    /// <summary>Mean capped colour difference outside the grown window, 0..1.</summary>
    public static double Difference(LabMap reference, LabMap take, SubjectWindow window, Placement placement)
    {
        var kept = window.Grown(Margin);
        double sum = 0;
        var count = 0;
        for (var row = 0; row < reference.Height; row++)
        {
            for (var column = 0; column < reference.Width; column++)
            {
                double x = (column + 0.5) / reference.Width, y = (row + 0.5) / reference.Height;
                var (toX, toY) = placement.ToTake(x, y);
                if (kept.Weight(x, y) > 0 || take.At(toX, toY) is not { } found)
                    continue;
                sum += Math.Min(Cap, reference[column, row].DistanceTo(found));
                count++;
            }
        }

        return count == 0 ? 0 : sum / (count * Cap);
    }
}
