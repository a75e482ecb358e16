using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Flow;

/// <summary>
/// Block matching in two levels: at half size over ±12 pixels in steps, then at full size to a fraction of a pixel. Standing
/// still is preferred when it explains a block as well.
/// </summary>
internal static class BlockFlow
{
    private const int Reach = 6;
    private const int TextureVariance = 25;
    private const int StillPreference = 32;

    /// <summary>The movement from one frame to the next.</summary>
    public static FlowField Between(FlowPlanes from, FlowPlanes to)
    {
        var columns = from.Full.Width / BlockDifference.Side;
        var rows = from.Full.Height / BlockDifference.Side;
        var field = new FlowField(columns, rows);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                Match(from, to, field, column, row);
        }

        return field;
    }

    private static void Match(FlowPlanes from, FlowPlanes to, FlowField field, int column, int row)
    {
        var index = (row * field.Columns) + column;
        int x = column * BlockDifference.Side, y = row * BlockDifference.Side;
        var still = new Candidate(from.Full, to.Full, x, y);
        var stillCost = still.Cost(0, 0);
        if (Variance(from.Full, x, y) <= TextureVariance)
        {
            field.Residual[index] = (float)stillCost / BlockDifference.Area;
            field.Brightening[index] = still.Brightening(0, 0);
            return;
        }

        field.Textured[index] = true;
        field.TexturedCount++;
        var (dx, dy, cost) = Search(from, to, x, y, still);
        if (stillCost <= cost + StillPreference)
            (dx, dy, cost) = (0, 0, stillCost);
        field.Across[index] = dx + Fraction(still, dx, dy, 1, 0, cost);
        field.Down[index] = dy + Fraction(still, dx, dy, 0, 1, cost);
        field.Residual[index] = (float)cost / BlockDifference.Area;
        field.Brightening[index] = still.Brightening(dx, dy);
    }

    private static (int Dx, int Dy, int Cost) Search(FlowPlanes from, FlowPlanes to, int x, int y, Candidate full)
    {
        var half = from.Half;
        var coarse = new Candidate(
            half,
            to.Half,
            Math.Clamp((x / 2) - 4, 0, half.Width - BlockDifference.Side),
            Math.Clamp((y / 2) - 4, 0, half.Height - BlockDifference.Side));
        var best = (Dx: 0, Dy: 0, Cost: coarse.Cost(0, 0));
        best = Around(coarse, best, Reach, 2);
        best = Around(coarse, best, 1, 1);
        int startX = 2 * best.Dx, startY = 2 * best.Dy;
        var start = (startX, startY, full.Cost(startX, startY));
        return Around(full, start, 1, 1);
    }

    private static (int Dx, int Dy, int Cost) Around(Candidate candidate, (int Dx, int Dy, int Cost) best, int reach, int step)
    {
        var (centreX, centreY, _) = best;
        for (var dy = -reach; dy <= reach; dy += step)
        {
            for (var dx = -reach; dx <= reach; dx += step)
            {
                var cost = candidate.Cost(centreX + dx, centreY + dy);
                if (cost < best.Cost)
                    best = (centreX + dx, centreY + dy, cost);
            }
        }

        return best;
    }

    // The cost of a sum of absolute differences falls in straight lines to its minimum: where two lines of equal slope meet.
    private static float Fraction(Candidate candidate, int dx, int dy, int stepX, int stepY, int cost)
    {
        int before = candidate.Cost(dx - stepX, dy - stepY), after = candidate.Cost(dx + stepX, dy + stepY);
        if (before == int.MaxValue || after == int.MaxValue)
            return 0;
        var steep = Math.Max(before, after) - cost;
        return steep <= 0 ? 0 : Math.Clamp(0.5f * (before - after) / steep, -0.5f, 0.5f);
    }

    private static double Variance(Luma luma, int x, int y)
    {
        long sum = 0, squares = 0;
        for (var row = 0; row < BlockDifference.Side; row++)
        {
            foreach (var value in luma.Values.AsSpan(((y + row) * luma.Width) + x, BlockDifference.Side))
            {
                sum += value;
                squares += value * value;
            }
        }

        var mean = (double)sum / BlockDifference.Area;
        return ((double)squares / BlockDifference.Area) - (mean * mean);
    }

    private readonly struct Candidate
    {
        private readonly Luma from;
        private readonly Luma to;
        private readonly int x;
        private readonly int y;
        private readonly int at;
        private readonly int sum;

        public Candidate(Luma from, Luma to, int x, int y)
        {
            this.from = from;
            this.to = to;
            this.x = x;
            this.y = y;
            at = (y * from.Width) + x;
            sum = BlockDifference.Sum(from.Values, at, from.Width);
        }

        public int Cost(int dx, int dy) => Inside(dx, dy)
            ? BlockDifference.ZeroMean(from.Values, at, sum, to.Values, at + (dy * from.Width) + dx, from.Width)
            : int.MaxValue;

        public float Brightening(int dx, int dy) =>
            (BlockDifference.Sum(to.Values, at + (dy * from.Width) + dx, from.Width) - sum) / (float)BlockDifference.Area;

        private bool Inside(int dx, int dy) =>
            x + dx >= 0 && y + dy >= 0 && x + dx + BlockDifference.Side <= from.Width && y + dy + BlockDifference.Side <= from.Height;
    }
}
