namespace Orchestrator.Scoring.Pictures;

/// <summary>A decoded picture: 8-bit sRGB, three bytes a pixel, rows from the top without padding.</summary>
internal sealed class Picture(int width, int height, byte[] rgb)
{
    /// <summary>Pixels across.</summary>
    public int Width { get; } = width;

    /// <summary>Pixels down.</summary>
    public int Height { get; } = height;

    /// <summary>Red, green, blue of each pixel.</summary>
    public byte[] Rgb { get; } = rgb;

    /// <summary>A picture's worth of bytes.</summary>
    public static int Length(int width, int height) => width * height * 3;
}
