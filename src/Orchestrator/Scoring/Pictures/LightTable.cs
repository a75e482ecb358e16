namespace Orchestrator.Scoring.Pictures;

/// <summary>Sums of linear light over any upright rectangle of a picture in constant time (a summed-area table).</summary>
internal sealed class LightTable
{
    private readonly int stride;
    private readonly double[] sums;

    /// <summary>Builds the table.</summary>
    public LightTable(Picture picture)
    {
        Width = picture.Width;
        Height = picture.Height;
        stride = (Width + 1) * 3;
        sums = new double[stride * (Height + 1)];
        for (var y = 0; y < Height; y++)
            AddRow(picture, y);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>Mean linear light of a rectangle, its edges rounded to pixels.</summary>
    /// <returns>Null when the rectangle does not lie inside the picture, or is empty.</returns>
    public (double Red, double Green, double Blue)? Mean(double left, double top, double right, double bottom)
    {
        int x0 = (int)Math.Round(left), y0 = (int)Math.Round(top), x1 = (int)Math.Round(right), y1 = (int)Math.Round(bottom);
        if (x0 < 0 || y0 < 0 || x1 > Width || y1 > Height || x1 <= x0 || y1 <= y0)
            return null;
        double area = (x1 - x0) * (y1 - y0);
        return (Sum(x0, y0, x1, y1, 0) / area, Sum(x0, y0, x1, y1, 1) / area, Sum(x0, y0, x1, y1, 2) / area);
    }

    private double Sum(int x0, int y0, int x1, int y1, int channel) =>
        sums[(y1 * stride) + (x1 * 3) + channel] - sums[(y0 * stride) + (x1 * 3) + channel]
        - sums[(y1 * stride) + (x0 * 3) + channel] + sums[(y0 * stride) + (x0 * 3) + channel];

    private void AddRow(Picture picture, int y)
    {
        double red = 0, green = 0, blue = 0;
        var at = y * Width * 3;
        int above = (y * stride) + 3, here = ((y + 1) * stride) + 3;
        for (var x = 0; x < Width; x++, at += 3, above += 3, here += 3)
        {
            red += ColourSpace.ToLinear(picture.Rgb[at]);
            green += ColourSpace.ToLinear(picture.Rgb[at + 1]);
            blue += ColourSpace.ToLinear(picture.Rgb[at + 2]);
            sums[here] = sums[above] + red;
            sums[here + 1] = sums[above + 1] + green;
            sums[here + 2] = sums[above + 2] + blue;
        }
    }
}
