namespace Orchestrator.Scoring.Pictures;

/// <summary>
/// Where the edges are, at a quarter of the working size: gradient magnitude over local brightness, compressed and smoothed, so
/// that exposure and white balance leave it alone.
/// </summary>
internal sealed class EdgeMap
{
    private const float Knee = 0.25f;
    private const float Floor = 12;

    private EdgeMap(int width, int height, float[] values)
    {
        Width = width;
        Height = height;
        Values = values;
    }

    /// <summary>Cells across.</summary>
    public int Width { get; }

    /// <summary>Cells down.</summary>
    public int Height { get; }

    /// <summary>Edge strength of each cell, 0..1.</summary>
    public float[] Values { get; }

    /// <summary>The edges of a picture.</summary>
    public static EdgeMap Of(Luma luma)
    {
        var small = luma.Half().Half();
        int width = small.Width, height = small.Height;
        var strength = new float[width * height];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = (y * width) + x;
                float across = small.Values[at + 1] - small.Values[at - 1], down = small.Values[at + width] - small.Values[at - width];
                float mean = (small.Values[at] + small.Values[at + 1] + small.Values[at - 1] + small.Values[at + width] + small.Values[at - width]) / 5f;
                var relative = MathF.Sqrt((across * across) + (down * down)) / (mean + Floor);
                strength[at] = relative / (relative + Knee);
            }
        }

        return new EdgeMap(width, height, Smooth(strength, width, height));
    }

    /// <summary>The value between cells, bilinear; the caller keeps inside 0..Width−1, 0..Height−1.</summary>
    public float At(double x, double y)
    {
        int left = Math.Clamp((int)x, 0, Width - 2), top = Math.Clamp((int)y, 0, Height - 2);
        float right = (float)(x - left), below = (float)(y - top);
        var at = (top * Width) + left;
        return ((Values[at] * (1 - right)) + (Values[at + 1] * right)) * (1 - below)
            + ((Values[at + Width] * (1 - right)) + (Values[at + Width + 1] * right)) * below;
    }

    private static float[] Smooth(float[] strength, int width, int height)
    {
        var smooth = new float[strength.Length];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                float sum = 0;
                for (var row = -1; row <= 1; row++)
                {
                    var at = ((y + row) * width) + x;
                    sum += strength[at - 1] + strength[at] + strength[at + 1];
                }

                smooth[(y * width) + x] = sum / 9;
            }
        }

        return smooth;
    }
}
