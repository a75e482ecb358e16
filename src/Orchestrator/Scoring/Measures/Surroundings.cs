namespace Orchestrator.Scoring.Measures;

/// <summary>How much the scenery outside the subject's window differs.</summary>
internal static class Surroundings
{
    private const double Cap = 20;
    private const double Margin = 1.4;

    /// <summary>
    /// The capped colour difference of the ordinary cell (the median) outside the grown window, 0..1: arms and shoulders that
    /// reach out of the window are not scenery.
    /// </summary>
    public static double Difference(LabMap reference, LabMap take, SubjectWindow window, Placement placement)
    {
        var kept = window.Grown(Margin);
        var differences = new List<double>(reference.Width * reference.Height);
        for (var row = 0; row < reference.Height; row++)
        {
            for (var column = 0; column < reference.Width; column++)
            {
                double x = (column + 0.5) / reference.Width, y = (row + 0.5) / reference.Height;
                var (toX, toY) = placement.ToTake(x, y);
                if (kept.Weight(x, y) > 0 || take.At(toX, toY) is not { } found)
                    continue;
                differences.Add(Math.Min(Cap, reference[column, row].DistanceTo(found)));
            }
        }

        if (differences.Count == 0)
            return 0;
        differences.Sort();
        return differences[differences.Count / 2] / Cap;
    }
}
