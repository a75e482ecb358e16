namespace Orchestrator.Backlot.Looking;

/// <summary>One number a pixel.</summary>
internal sealed class Raster(float[] values, int width, int height)
{
    public int Width => width;

    public int Height => height;

    public float this[int x, int y] => values[(y * width) + x];

    /// <summary>How far the numbers lie from their mean.</summary>
    public double Deviation
    {
        get
        {
            var mean = values.Average();
            return Math.Sqrt(values.Average(value => (value - mean) * (double)(value - mean)));
        }
    }

    /// <summary>The number at a place between pixels; false outside.</summary>
    public bool At(float x, float y, out float value)
    {
        var (left, top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        value = 0;
        if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height)
            return false;
        var (across, down) = (x - left, y - top);
        var at = (top * width) + left;
        value = ((values[at] * (1 - across)) + (values[at + 1] * across)) * (1 - down) + (((values[at + width] * (1 - across)) + (values[at + width + 1] * across)) * down);
        return true;
    }

    /// <summary>Half as wide and half as high.</summary>
    public Raster Halved()
    {
        var (w, h) = (width / 2, height / 2);
        var half = new float[w * h];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
                half[(y * w) + x] = (this[2 * x, 2 * y] + this[(2 * x) + 1, 2 * y] + this[2 * x, (2 * y) + 1] + this[(2 * x) + 1, (2 * y) + 1]) / 4;
        }

        return new Raster(half, w, h);
    }

    /// <summary>Every number less the mean of those around it.</summary>
    public Raster Less(int radius)
    {
        var sums = new double[(width + 1) * (height + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                sums[((y + 1) * (width + 1)) + x + 1] = this[x, y] + sums[(y * (width + 1)) + x + 1] + sums[((y + 1) * (width + 1)) + x] - sums[(y * (width + 1)) + x];
        }

        var less = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom) = (Math.Max(0, y - radius), Math.Min(height, y + radius + 1));
            for (var x = 0; x < width; x++)
            {
                var (left, right) = (Math.Max(0, x - radius), Math.Min(width, x + radius + 1));
                var sum = sums[(bottom * (width + 1)) + right] - sums[(top * (width + 1)) + right] - sums[(bottom * (width + 1)) + left] + sums[(top * (width + 1)) + left];
                less[(y * width) + x] = this[x, y] - (float)(sum / ((bottom - top) * (right - left)));
            }
        }

        return new Raster(less, width, height);
    }
}
