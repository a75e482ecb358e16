using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Backlot.Picture;

/// <summary>
/// The last step of a frame: fall-off of the light across the picture, flicker, film grain,
/// then BT.709 limited-range 4:2:0 for video or RGB for stills.
/// </summary>
internal sealed class Print
{
    private const int GrainLength = 1 << 16;
    private static readonly float[] Grain = MakeGrain();

    private readonly float[] columns;
    private readonly float[] rows;
    private readonly float[] blueSums;
    private readonly float[] redSums;
    private readonly float grainLevel;
    private readonly ulong key;

    /// <param name="columns">Gain by column.</param>
    /// <param name="rows">Gain by row.</param>
    /// <param name="grainLevel">Standard deviation in 8-bit steps.</param>
    /// <param name="key">Draws the grain.</param>
    public Print(float[] columns, float[] rows, float grainLevel, ulong key)
    {
        (this.columns, this.rows, this.grainLevel, this.key) = (columns, rows, grainLevel, key);
        (blueSums, redSums) = (new float[columns.Length], new float[columns.Length]);
    }

    /// <summary>Bytes of one 4:2:0 frame.</summary>
    public int VideoLength => columns.Length * rows.Length * 3 / 2;

    public void ToVideo(Canvas frame, Span<byte> video, float gain, int grainFrame)
    {
        var (width, height) = (frame.Width, frame.Height);
        var luma = video[..(width * height)];
        var blue = video.Slice(width * height, width * height / 4);
        var red = video.Slice(width * height * 5 / 4, width * height / 4);
        for (var y = 0; y < height; y += 2)
        {
            Array.Clear(blueSums);
            Array.Clear(redSums);
            for (var k = 0; k < 2; k++)
                LumaRow(frame.Row(y + k), luma.Slice((y + k) * width, width), rows[y + k] * gain, GrainStart(grainFrame, y + k));
            ChromaRow(blueSums, blue.Slice(y / 2 * (width / 2), width / 2));
            ChromaRow(redSums, red.Slice(y / 2 * (width / 2), width / 2));
        }
    }

    /// <summary>24-bit RGB, as a still.</summary>
    public void ToRgb(Canvas frame, Span<byte> rgb, int grainFrame)
    {
        for (var y = 0; y < frame.Height; y++)
        {
            var row = frame.Row(y);
            var start = GrainStart(grainFrame, y);
            for (var x = 0; x < row.Length; x++)
            {
                var (gain, grain) = (rows[y] * columns[x], Grain[start + x] * grainLevel);
                for (var c = 0; c < 3; c++)
                    rgb[(y * row.Length + x) * 3 + c] = (byte)Math.Clamp(MathF.Min(((row[x] >> (8 * c)) & 255) * gain, 255) + grain + 0.5f, 0, 255);
            }
        }
    }

    private static float[] MakeGrain()
    {
        var grain = new float[GrainLength + 8192];
        for (var i = 0; i < grain.Length; i++)
            grain[i] = (Lot.Unit(77, (ulong)i * 3) + Lot.Unit(77, (ulong)i * 3 + 1) + Lot.Unit(77, (ulong)i * 3 + 2) - 1.5f) * 2;
        return grain;
    }

    private int GrainStart(int grainFrame, int y) => (int)(Lot.Hash(key + (ulong)grainFrame, (ulong)y) % GrainLength);

    private void LumaRow(ReadOnlySpan<uint> row, Span<byte> luma, float rowGain, int grainStart)
    {
        var mask = Vector256.Create(255u);
        var (gain, top) = (Vector256.Create(rowGain), Vector256.Create(255f));
        var (kr, kg, kb) = (Vector256.Create(0.2126f * 219 / 255), Vector256.Create(0.7152f * 219 / 255), Vector256.Create(0.0722f * 219 / 255));
        var (black, level) = (Vector256.Create(16.5f), Vector256.Create(grainLevel * 219 / 255));
        ref var pixels = ref MemoryMarshal.GetReference(row);
        ref var grain = ref Grain[grainStart];
        Span<int> eight = stackalloc int[8];
        var x = 0;
        for (; x + 8 <= row.Length; x += 8)
        {
            var p = Vector256.LoadUnsafe(ref pixels, (nuint)x);
            var g = gain * Vector256.LoadUnsafe(ref columns[0], (nuint)x);
            var r = Vector256.Min(Vector256.ConvertToSingle((p & mask).AsInt32()) * g, top);
            var gr = Vector256.Min(Vector256.ConvertToSingle(((p >>> 8) & mask).AsInt32()) * g, top);
            var b = Vector256.Min(Vector256.ConvertToSingle(((p >>> 16) & mask).AsInt32()) * g, top);
            var light = r * kr + gr * kg + b * kb;
            (Vector256.LoadUnsafe(ref blueSums[0], (nuint)x) + b * Vector256.Create(219f / 255) - light).StoreUnsafe(ref blueSums[0], (nuint)x);
            (Vector256.LoadUnsafe(ref redSums[0], (nuint)x) + r * Vector256.Create(219f / 255) - light).StoreUnsafe(ref redSums[0], (nuint)x);
            var value = Vector256.ConvertToInt32(Vector256.Floor(light + black + Vector256.LoadUnsafe(ref grain, (nuint)x) * level));
            var clamped = Vector256.Max(Vector256.Min(value, Vector256.Create(235)), Vector256.Create(16)).AsUInt32();
            var words = Vector256.Narrow(clamped, clamped).GetLower();
            Unsafe.WriteUnaligned(ref luma[x], Vector128.Narrow(words, words).AsUInt64().ToScalar());
        }

        for (; x < row.Length; x++)
        {
            var g = rowGain * columns[x];
            var (r, gr, b) = (MathF.Min((row[x] & 255) * g, 255), MathF.Min(((row[x] >> 8) & 255) * g, 255), MathF.Min(((row[x] >> 16) & 255) * g, 255));
            var light = (0.2126f * r + 0.7152f * gr + 0.0722f * b) * 219 / 255;
            blueSums[x] += b * 219 / 255 - light;
            redSums[x] += r * 219 / 255 - light;
            luma[x] = (byte)Math.Clamp(light + 16.5f + Grain[grainStart + x] * grainLevel * 219 / 255, 16, 235);
        }
    }

    // Sums hold (B − Y) or (R − Y) of two rows; a chroma sample covers two columns of them.
    private void ChromaRow(float[] sums, Span<byte> chroma)
    {
        var scale = ReferenceEquals(sums, blueSums) ? 0.25f * 224 / 219 / 1.8556f : 0.25f * 224 / 219 / 1.5748f;
        for (var x = 0; x < chroma.Length; x++)
            chroma[x] = (byte)Math.Clamp((sums[2 * x] + sums[2 * x + 1]) * scale + 128.5f, 16, 240);
    }
}
