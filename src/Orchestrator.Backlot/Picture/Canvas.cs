namespace Orchestrator.Backlot.Picture;

/// <summary>A rectangle of RGBA pixels (red in the low byte, straight alpha) over a part of the world.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Left">World x of the left edge.</param>
/// <param name="Top">World y of the top edge.</param>
/// <param name="Density">Pixels per world unit; the world unit is the height of the frame.</param>
internal sealed record Canvas(int Width, int Height, float Left, float Top, float Density)
{
    public uint[] Pixels { get; } = new uint[Width * Height];

    public float Right => Left + Width / Density;

    public float Bottom => Top + Height / Density;

    public Span<uint> Row(int y) => Pixels.AsSpan(y * Width, Width);

    public float WorldX(int x) => Left + (x + 0.5f) / Density;

    public float WorldY(int y) => Top + (y + 0.5f) / Density;
}
