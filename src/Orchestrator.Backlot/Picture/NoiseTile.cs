namespace Orchestrator.Backlot.Picture;

/// <summary>A square of soft noise that repeats without a seam; made once.</summary>
internal static class NoiseTile
{
    private const int Size = 512;
    private static readonly Lazy<float[]> Cells = new(Make);

    /// <summary>Noise about 0.5 with detail at several scales; one repeat is one unit.</summary>
    public static float At(float u, float v)
    {
        var (x, y) = (u * Size, v * Size);
        var (fx, fy) = (MathF.Floor(x), MathF.Floor(y));
        var (ix, iy) = ((int)fx, (int)fy);
        var (tx, ty) = (x - fx, y - fy);
        var cells = Cells.Value;
        var (x0, x1) = (ix & (Size - 1), (ix + 1) & (Size - 1));
        var (r0, r1) = ((iy & (Size - 1)) * Size, ((iy + 1) & (Size - 1)) * Size);
        var top = cells[r0 + x0] + (cells[r0 + x1] - cells[r0 + x0]) * tx;
        var low = cells[r1 + x0] + (cells[r1 + x1] - cells[r1 + x0]) * tx;
        return top + (low - top) * ty;
    }

    private static float[] Make()
    {
        var cells = new float[Size * Size];
        var weight = 0.5f;
        for (var period = 8; period <= 256; period *= 2, weight *= 0.6f)
            AddOctave(cells, period, weight);
        var (low, high) = (cells.Min(), cells.Max());
        for (var i = 0; i < cells.Length; i++)
            cells[i] = (cells[i] - low) / (high - low);
        return cells;
    }

    private static void AddOctave(float[] cells, int period, float weight)
    {
        var step = (float)period / Size;
        for (var y = 0; y < Size; y++)
        {
            var (gy, ty) = ((int)(y * step), y * step % 1);
            var sy = ty * ty * (3 - 2 * ty);
            for (var x = 0; x < Size; x++)
            {
                var (gx, tx) = ((int)(x * step), x * step % 1);
                var sx = tx * tx * (3 - 2 * tx);
                var top = Ease.Mix(Corner(period, gx, gy), Corner(period, gx + 1, gy), sx);
                var low = Ease.Mix(Corner(period, gx, gy + 1), Corner(period, gx + 1, gy + 1), sx);
                cells[y * Size + x] += weight * Ease.Mix(top, low, sy);
            }
        }
    }

    private static float Corner(int period, int x, int y)
        => Lot.Unit((ulong)period, (ulong)((y % period) * period + x % period));
}
