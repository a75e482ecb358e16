using System.Buffers;

namespace Orchestrator.Backlot.Picture;

/// <summary>
/// A rectangle of RGBA pixels (red in the low byte, straight alpha) over a part of the world. The pixels are lent by a pool: a take
/// needs tens of megabytes of them, and the next one the same.
/// </summary>
/// <param name="width">Pixels across.</param>
/// <param name="height">Pixels down.</param>
/// <param name="left">World x of the left edge.</param>
/// <param name="top">World y of the top edge.</param>
/// <param name="density">Pixels per world unit; the world unit is the height of the frame.</param>
internal sealed class Canvas(int width, int height, float left, float top, float density) : IDisposable
{
    private uint[] pixels = Empty(width * height);

    public int Width => width;

    public int Height => height;

    public float Left => left;

    public float Top => top;

    public float Density => density;

    public Span<uint> Pixels => pixels.AsSpan(0, width * height);

    public float Right => left + width / density;

    public float Bottom => top + height / density;

    public Span<uint> Row(int y) => pixels.AsSpan(y * width, width);

    public float WorldX(int x) => left + (x + 0.5f) / density;

    public float WorldY(int y) => top + (y + 0.5f) / density;

    /// <summary>Gives the pixels back; the canvas cannot be used any more.</summary>
    public void Dispose()
    {
        if (pixels.Length > 0)
            ArrayPool<uint>.Shared.Return(pixels);
        pixels = [];
    }

    private static uint[] Empty(int length)
    {
        var lent = ArrayPool<uint>.Shared.Rent(length);
        lent.AsSpan(0, length).Clear();
        return lent;
    }
}
