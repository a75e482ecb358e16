using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Looking;

/// <summary>A picture as it is looked at: small, its colours, its light, and its shapes without the light that lies over them.</summary>
internal sealed class SeenPicture
{
    /// <summary>Longer side in pixels.</summary>
    public const int Side = 160;

    private const int Around = 8;

    /// <param name="rgb">Its pixels, row by row.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public SeenPicture(byte[] rgb, int width, int height)
    {
        (Rgb, Width, Height) = (rgb, width, height);
        Luma = [.. StartPicture.Luma(rgb).Select(level => (float)level)];
        Shape = new Raster(Luma, width, height).Less(Around);
        Half = Shape.Halved();
        Quarter = Half.Halved();
    }

    public byte[] Rgb { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Light of every pixel, 0 to 255.</summary>
    public float[] Luma { get; }

    /// <summary>Light less what is around it.</summary>
    public Raster Shape { get; }

    public Raster Half { get; }

    public Raster Quarter { get; }

    /// <summary>How blue and how red a pixel is beside its light.</summary>
    public (float Blue, float Red) TintAt(int x, int y)
    {
        var at = (y * Width) + x;
        return ((Rgb[(3 * at) + 2] - Luma[at]) / 1.8556f, (Rgb[3 * at] - Luma[at]) / 1.5748f);
    }

    /// <summary>Its mean tint, and how coloured it is, both for a light of a hundred.</summary>
    public (double Blue, double Red, double Strength) Tint
    {
        get
        {
            double blue = 0, red = 0, strength = 0;
            for (var at = 0; at < Luma.Length; at++)
            {
                var (b, r) = TintAt(at % Width, at / Width);
                (blue, red, strength) = (blue + b, red + r, strength + Math.Sqrt((b * b) + (r * r)));
            }

            var whole = Luma.Length * Math.Max(1, Luma.Average()) / 100;
            return (blue / whole, red / whole, strength / whole);
        }
    }

    /// <summary>Whether its upper and its lower twelfth are black, and it is not.</summary>
    public bool IsBarred => Light > 8 && Luma.AsSpan(0, Height / 12 * Width).ToArray().Average() < 4 && Luma.AsSpan((Height - (Height / 12)) * Width).ToArray().Average() < 4;

    public float Light => Luma.Average();

    /// <summary>Light of its middle rows, which no bars cover.</summary>
    public float MiddleLight => Luma.AsSpan(Height / 6 * Width, (Height - (2 * (Height / 6))) * Width).ToArray().Average();

    /// <summary>Whether there is anything to be seen.</summary>
    public bool ShowsSomething => Shape.Deviation > 2;
}
