using System.Numerics;

namespace Orchestrator.Backlot.Picture;

/// <summary>Exact area coverage of a polygon on a grid, by summing signed areas along each row.</summary>
internal sealed class Coverage
{
    private float[] cells = [];
    private int width;
    private int height;

    public void Start(int columns, int rows)
    {
        (width, height) = (columns, rows);
        var needed = (columns + 2) * rows;
        if (cells.Length < needed)
            cells = new float[needed];
        else
            Array.Clear(cells, 0, needed);
    }

    /// <summary>Signed area steps of a row; their running sum is the coverage.</summary>
    public ReadOnlySpan<float> Row(int y) => cells.AsSpan(y * (width + 2), width);

    public void Edge(Vector2 from, Vector2 to)
    {
        if (from.Y == to.Y)
            return;
        var direction = 1f;
        if (from.Y > to.Y)
            (from, to, direction) = (to, from, -1f);
        var slope = (to.X - from.X) / (to.Y - from.Y);
        var x = from.Y < 0 ? from.X - from.Y * slope : from.X;
        var last = Math.Min(height, (int)MathF.Ceiling(to.Y));
        for (var y = Math.Max(0, (int)from.Y); y < last; y++)
        {
            var dy = MathF.Min(y + 1, to.Y) - MathF.Max(y, from.Y);
            var next = x + slope * dy;
            Step(cells.AsSpan(y * (width + 2), width + 2), Math.Clamp(x, 0, width), Math.Clamp(next, 0, width), dy * direction);
            x = next;
        }
    }

    private static void Step(Span<float> row, float x, float next, float d)
    {
        var (x0, x1) = x < next ? (x, next) : (next, x);
        var (first, last) = ((int)x0, (int)MathF.Ceiling(x1));
        if (last <= first + 1)
        {
            var middle = 0.5f * (x + next) - first;
            row[first] += d - d * middle;
            row[first + 1] += d * middle;
            return;
        }

        var s = 1 / (x1 - x0);
        var f0 = x0 - first;
        var a0 = 0.5f * s * (1 - f0) * (1 - f0);
        var f1 = x1 - last + 1;
        var am = 0.5f * s * f1 * f1;
        row[first] += d * a0;
        if (last == first + 2)
        {
            row[first + 1] += d * (1 - a0 - am);
        }
        else
        {
            var a1 = s * (1.5f - f0);
            row[first + 1] += d * (a1 - a0);
            for (var i = first + 2; i < last - 1; i++)
                row[i] += d * s;
            row[last - 1] += d * (1 - (a1 + (last - first - 3) * s) - am);
        }

        row[last] += d * am;
    }
}
