using System.Buffers;
using System.Numerics;

namespace Orchestrator.Backlot.Picture;

/// <summary>Soft focus: two running means each way, on premultiplied pixels.</summary>
internal static class Blur
{
    public static void Apply(Span<uint> pixels, int width, int height, int radius)
    {
        if (radius < 1)
            return;
        var other = ArrayPool<uint>.Shared.Rent(width * height);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var y = 0; y < height; y++)
                Across(pixels.Slice(y * width, width), other.AsSpan(y * width, width), radius);
            Down(other, pixels, width, height, radius);
        }

        ArrayPool<uint>.Shared.Return(other);
    }

    private static void Across(ReadOnlySpan<uint> from, Span<uint> to, int radius)
    {
        var last = from.Length - 1;
        var sum = Vector4.Zero;
        for (var i = -radius; i <= radius; i++)
            sum += Open(from[Math.Clamp(i, 0, last)]);
        var share = 1f / (2 * radius + 1);
        for (var x = 0; x <= last; x++)
        {
            to[x] = Close(sum * share);
            sum += Open(from[Math.Min(x + radius + 1, last)]) - Open(from[Math.Max(x - radius, 0)]);
        }
    }

    private static void Down(ReadOnlySpan<uint> from, Span<uint> to, int width, int height, int radius)
    {
        var sums = new Vector4[width];
        for (var i = -radius; i <= radius; i++)
        {
            var row = from.Slice(Math.Clamp(i, 0, height - 1) * width, width);
            for (var x = 0; x < width; x++)
                sums[x] += Open(row[x]);
        }

        var share = 1f / (2 * radius + 1);
        for (var y = 0; y < height; y++)
        {
            var next = from.Slice(Math.Min(y + radius + 1, height - 1) * width, width);
            var gone = from.Slice(Math.Max(y - radius, 0) * width, width);
            var target = to.Slice(y * width, width);
            for (var x = 0; x < width; x++)
            {
                target[x] = Close(sums[x] * share);
                sums[x] += Open(next[x]) - Open(gone[x]);
            }
        }
    }

    private static Vector4 Open(uint p) => new(p & 255, (p >> 8) & 255, (p >> 16) & 255, p >> 24);

    private static uint Close(Vector4 v)
        => (uint)(v.X + 0.5f) | ((uint)(v.Y + 0.5f) << 8) | ((uint)(v.Z + 0.5f) << 16) | ((uint)(v.W + 0.5f) << 24);
}
