using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Backlot.Picture;

/// <summary>Lays a layer over a frame through a view: bilinear, a row at a time.</summary>
internal sealed class LayerSampler(int width)
{
    private static readonly Vector128<ushort>[] Weights = [.. Enumerable.Range(0, 256).Select(w => Vector128.Create(
        (ushort)(256 - w), (ushort)(256 - w), (ushort)(256 - w), (ushort)(256 - w), (ushort)w, (ushort)w, (ushort)w, (ushort)w))];

    private readonly uint[] across = new uint[width + 8];
    private uint[] down = [];

    /// <param name="texture">What to lay.</param>
    /// <param name="frame">Where; its alpha is taken as full.</param>
    /// <param name="view">World to frame pixels.</param>
    /// <param name="ripple">Extra world x by world y, or null.</param>
    public void Draw(LayerTexture texture, Canvas frame, in View view, Func<float, float>? ripple = null)
    {
        var source = texture.Canvas;
        if (down.Length < source.Width + 8)
            down = new uint[source.Width + 8];
        var step = source.Density / view.Scale;
        var u0 = (0.5f - view.Offset.X) * step - source.Left * source.Density - 0.5f;
        var v0 = (0.5f - view.Offset.Y) * step - source.Top * source.Density - 0.5f;
        for (var y = 0; y < frame.Height; y++)
        {
            var v = v0 + y * step;
            var top = (int)MathF.Floor(v);
            if (top < -1 || top >= source.Height)
                continue;
            var fraction = (int)((v - top) * 256);
            var (r0, r1) = (Math.Max(top, 0), Math.Min(top + 1, source.Height - 1));
            var shift = ripple is null ? 0 : ripple((y + 0.5f - view.Offset.Y) / view.Scale) * source.Density;
            DrawRow(texture, r0, r1, fraction, u0 + shift, step, frame.Row(y));
        }
    }

    private void DrawRow(LayerTexture texture, int r0, int r1, int fraction, float u0, float step, Span<uint> row)
    {
        var source = texture.Canvas;
        var first = Math.Min(texture.Starts[r0], texture.Starts[r1]);
        var last = Math.Max(texture.Ends[r0], texture.Ends[r1]);
        var x0 = (int)Math.Clamp(MathF.Ceiling((first - 1 - u0) / step), 0, row.Length);
        var x1 = (int)Math.Clamp(MathF.Floor((last - u0) / step) + 1, 0, row.Length);
        if (x1 <= x0)
            return;
        var k0 = Math.Clamp((int)MathF.Floor(u0 + x0 * step), 0, source.Width - 1);
        var k1 = Math.Clamp((int)MathF.Floor(u0 + (x1 - 1) * step) + 2, k0 + 1, source.Width);
        var strip = down.AsSpan(0, k1 - k0 + 4);
        Mix(source.Row(r0)[k0..k1], source.Row(r1)[k0..k1], strip, fraction);
        strip[k1 - k0] = strip[k1 - k0 + 1] = strip[k1 - k0 - 1];
        var line = across.AsSpan(0, x1 - x0);
        var start = u0 + x0 * step - k0;
        if (MathF.Abs(step - 1) < 1e-5f && start >= 0)
            Mix(strip[(int)start..][..line.Length], strip[((int)start + 1)..][..line.Length], line, (int)((start - (int)start) * 256));
        else
            Stretch(strip, k1 - k0, line, start, step);
        if (texture.Opaque)
            line.CopyTo(row[x0..]);
        else
            Lay(line, row[x0..x1]);
    }

    private static void Mix(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b, Span<uint> into, int share)
    {
        if (share == 0)
        {
            a.CopyTo(into);
            return;
        }

        var (wa, wb) = (Vector256.Create((ushort)(256 - share)), Vector256.Create((ushort)share));
        var half = Vector256.Create((ushort)128);
        ref var first = ref Unsafe.As<uint, byte>(ref MemoryMarshal.GetReference(a));
        ref var second = ref Unsafe.As<uint, byte>(ref MemoryMarshal.GetReference(b));
        ref var target = ref Unsafe.As<uint, byte>(ref MemoryMarshal.GetReference(into));
        var i = 0;
        for (; i + 4 <= a.Length; i += 4)
        {
            var mixed = Widen(ref first, i * 4) * wa + Widen(ref second, i * 4) * wb + half >>> 8;
            Vector128.Narrow(mixed.GetLower(), mixed.GetUpper()).StoreUnsafe(ref target, (nuint)(i * 4));
        }

        for (; i < a.Length; i++)
            into[i] = MixOne(a[i], b[i], (uint)share);
    }

    private static void Stretch(ReadOnlySpan<uint> strip, int filled, Span<uint> line, float start, float step)
    {
        ref var bytes = ref Unsafe.As<uint, byte>(ref MemoryMarshal.GetReference(strip));
        var most = (long)(filled - 1) << 16;
        var (u, du) = ((long)(start * 65536), (long)(step * 65536));
        var (half, upper) = (Vector128.Create((ushort)128), Vector128.Create(1UL, 1UL));
        for (var x = 0; x < line.Length; x++, u += du)
        {
            var at = Math.Clamp(u, 0, most);
            var pair = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref bytes, (nint)(at >> 16) * 4))).AsByte());
            var product = pair * Weights[(at >> 8) & 255];
            var sum = (product + Vector128.Shuffle(product.AsUInt64(), upper).AsUInt16() + half) >>> 8;
            line[x] = Vector128.Narrow(sum, sum).AsUInt32().ToScalar();
        }
    }

    // Premultiplied over opaque: below × (255 − alpha) / 255 + above.
    private static void Lay(ReadOnlySpan<uint> above, Span<uint> below)
    {
        var spread = Vector128.Create((byte)3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15);
        var (full, half) = (Vector256.Create((ushort)255), Vector256.Create((ushort)128));
        ref var source = ref Unsafe.As<uint, byte>(ref MemoryMarshal.GetReference(above));
        ref var target = ref Unsafe.As<uint, byte>(ref MemoryMarshal.GetReference(below));
        var i = 0;
        for (; i + 4 <= above.Length; i += 4)
        {
            var top = Vector128.LoadUnsafe(ref source, (nuint)(i * 4));
            if (top == Vector128<byte>.Zero)
                continue;
            var (alphaLow, alphaHigh) = Vector128.Widen(Vector128.Shuffle(top, spread));
            var kept = Widen(ref target, i * 4) * (full - Vector256.Create(alphaLow, alphaHigh)) + half;
            kept = (kept + (kept >>> 8)) >>> 8;
            (Vector128.Narrow(kept.GetLower(), kept.GetUpper()) + top).StoreUnsafe(ref target, (nuint)(i * 4));
        }

        for (; i < above.Length; i++)
        {
            var rest = 255 - (above[i] >> 24);
            below[i] = MixOne(0, below[i], rest + (rest >> 7)) + above[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Widen(ref byte from, int at)
    {
        var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)at));
        return Vector256.Create(low, high);
    }

    private static uint MixOne(uint a, uint b, uint share)
    {
        var even = (((a & 0x00FF00FF) * (256 - share) + (b & 0x00FF00FF) * share + 0x00800080) >> 8) & 0x00FF00FF;
        var odd = (((a >> 8) & 0x00FF00FF) * (256 - share) + ((b >> 8) & 0x00FF00FF) * share + 0x00800080) & 0xFF00FF00;
        return even | odd;
    }
}
