using Orchestrator.Model;

namespace Orchestrator.Scoring.Measures;

/// <summary>Where the subject of a take looks other than in the storyboard frame: its window, and what differs beside it.</summary>
internal static class DeviationRegion
{
    private const double Different = 8;
    private const int FewestNeighbours = 3;
    private const double Reach = 2.6;
    private const double Margin = 0.03;

    /// <summary>The rectangle, in shares of the take's picture.</summary>
    /// <param name="reference">Colours of the storyboard frame.</param>
    /// <param name="take">Colours of the take.</param>
    /// <param name="window">The subject's window.</param>
    /// <param name="mark">Where the subject stands.</param>
    /// <param name="placement">How the scenery lies.</param>
    public static PictureRegion Of(LabMap reference, LabMap take, SubjectWindow window, SubjectMark mark, Placement placement)
    {
        var standing = window with { X = window.X + mark.Dx, Y = window.Y + mark.Dy, HalfWidth = window.HalfWidth * mark.Scale, HalfHeight = window.HalfHeight * mark.Scale };
        var (left, right, top, bottom) = (standing.X - standing.HalfWidth, standing.X + standing.HalfWidth, standing.Y - standing.HalfHeight, standing.Y + standing.HalfHeight);
        var differs = Differences(reference, take, placement);
        // Arms reach far to the sides; what differs further away is not the subject.
        var near = standing.Widened(Reach).Grown(1.15);
        for (var row = 0; row < take.Height; row++)
        {
            for (var column = 0; column < take.Width; column++)
            {
                double x = (column + 0.5) / take.Width, y = (row + 0.5) / take.Height;
                if (near.Weight(x, y) <= 0 || !differs[row, column] || Neighbours(differs, row, column) < FewestNeighbours)
                    continue;
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        (left, top) = (Math.Max(0, left - Margin), Math.Max(0, top - Margin));
        (right, bottom) = (Math.Min(1, right + Margin), Math.Min(1, bottom + Margin));
        return new(Math.Round(left, 3), Math.Round(top, 3), Math.Round(right - left, 3), Math.Round(bottom - top, 3));
    }

    private static bool[,] Differences(LabMap reference, LabMap take, Placement placement)
    {
        var differs = new bool[take.Height, take.Width];
        for (var row = 0; row < reference.Height; row++)
        {
            for (var column = 0; column < reference.Width; column++)
            {
                var (x, y) = placement.ToTake((column + 0.5) / reference.Width, (row + 0.5) / reference.Height);
                if (take.At(x, y) is { } found && reference[column, row].DistanceTo(found) > Different)
                    differs[Math.Clamp((int)(y * take.Height), 0, take.Height - 1), Math.Clamp((int)(x * take.Width), 0, take.Width - 1)] = true;
            }
        }

        return differs;
    }

    private static int Neighbours(bool[,] differs, int row, int column)
    {
        var count = 0;
        for (var y = Math.Max(0, row - 1); y <= Math.Min(differs.GetLength(0) - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(differs.GetLength(1) - 1, column + 1); x++)
            {
                if ((x, y) != (column, row) && differs[y, x])
                    count++;
            }
        }

        return count;
    }
}
