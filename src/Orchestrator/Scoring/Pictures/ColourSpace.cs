namespace Orchestrator.Scoring.Pictures;

/// <summary>sRGB to linear light (IEC 61966-2-1) and linear light to CIELAB (D65, CIE 15).</summary>
internal static class ColourSpace
{
    private static readonly float[] Linear = LinearTable();

    /// <summary>Linear light 0..1 of an 8-bit sRGB value.</summary>
    public static float ToLinear(byte value) => Linear[value];

    /// <summary>Relative luminance (BT.709 primaries) of linear light.</summary>
    public static double Luminance(double red, double green, double blue) => (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);

    /// <summary>CIELAB of linear light: L* 0..100, a* green to red, b* blue to yellow.</summary>
    public static Lab ToLab(double red, double green, double blue)
    {
        var x = Root(((0.4124 * red) + (0.3576 * green) + (0.1805 * blue)) / 0.95047);
        var y = Root((0.2126 * red) + (0.7152 * green) + (0.0722 * blue));
        var z = Root(((0.0193 * red) + (0.1192 * green) + (0.9505 * blue)) / 1.08883);
        return new Lab((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double Root(double t)
    {
        const double delta = 6.0 / 29;
        return t > delta * delta * delta ? Math.Cbrt(t) : (t / (3 * delta * delta)) + (4.0 / 29);
    }

    private static float[] LinearTable()
    {
        var table = new float[256];
        for (var value = 0; value < 256; value++)
        {
            var encoded = value / 255.0;
            table[value] = (float)(encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4));
        }

        return table;
    }
}
