using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Flow;

/// <summary>
/// Gives a block the whole picture's movement wherever that explains it as well as its own. Where texture runs along the
/// movement, or is hardly there, every match along it is as good as another, and what the search picks among them would look
/// like wild movement of the subject as soon as the camera pans.
/// </summary>
internal static class CameraPreference
{
    private const double Same = 0.02;
    private const int Unit = 16;
    private const int Shift = 8;

    // Code values summed over a block: a tenth of a code value a pixel, and a tenth of what is unexplained anyway.
    private const int Margin = 32;
    private const int MarginShare = 10;

    /// <summary>Settles the blocks of a field that was searched between two frames.</summary>
    public static void Apply(FlowPlanes from, FlowPlanes to, FlowField field, CameraStep camera)
    {
        for (var row = 0; row < field.Rows; row++)
        {
            for (var column = 0; column < field.Columns; column++)
            {
                var index = (row * field.Columns) + column;
                if (!field.Textured[index] || CameraFit.Residual(field, camera, column, row) < Same)
                    continue;
                var (x, y) = CameraFit.Centre(field, column, row);
                var (across, down) = camera.At(x, y);
                int left = Inside(column, from.Full.Width, across, field.Across[index]), top = Inside(row, from.Full.Height, down, field.Down[index]);
                var withCamera = Cost(from.Full, to.Full, left, top, across, down);
                var alone = Cost(from.Full, to.Full, left, top, field.Across[index], field.Down[index]);
                if (withCamera == int.MaxValue || withCamera > Margin + ((1L + MarginShare) * alone / MarginShare))
                    continue;
                field.Across[index] = (float)across;
                field.Down[index] = (float)down;
            }
        }
    }

    /// <summary>Zero-mean absolute difference of a block and its image a fraction of a pixel away, bilinear; no image outside.</summary>
    internal static int Cost(Luma from, Luma to, int left, int top, double across, double down)
    {
        int wholeX = (int)Math.Floor(across), wholeY = (int)Math.Floor(down);
        int x = left + wholeX, y = top + wholeY;
        if (x < 0 || y < 0 || x + BlockDifference.Side >= to.Width || y + BlockDifference.Side >= to.Height)
            return int.MaxValue;
        var at = (top * from.Width) + left;
        Span<byte> block = stackalloc byte[BlockDifference.Area], image = stackalloc byte[BlockDifference.Area];
        for (var row = 0; row < BlockDifference.Side; row++)
            from.Values.AsSpan(at + (row * from.Width), BlockDifference.Side).CopyTo(block[(row * BlockDifference.Side)..]);
        Interpolate(to, (y * to.Width) + x, (int)((across - wholeX) * Unit), (int)((down - wholeY) * Unit), image);
        return BlockDifference.ZeroMean(block, 0, BlockDifference.Sum(block, 0, BlockDifference.Side), image, 0, BlockDifference.Side);
    }

    // A block at the border is judged so far inside that both of its images are in the picture.
    private static int Inside(int place, int length, double first, double second)
    {
        var least = (int)Math.Ceiling(Math.Max(0, -Math.Min(first, second)));
        var most = length - BlockDifference.Side - 2 - (int)Math.Max(0, Math.Max(first, second));
        return Math.Clamp(place * BlockDifference.Side, least, Math.Max(least, most));
    }

    private static void Interpolate(Luma to, int at, int right, int below, Span<byte> image)
    {
        ref var source = ref to.Values[at];
        ref var target = ref MemoryMarshal.GetReference(image);
        ReadOnlySpan<ushort> weights = [(ushort)((Unit - right) * (Unit - below)), (ushort)(right * (Unit - below)), (ushort)((Unit - right) * below), (ushort)(right * below)];
        var rounding = Vector128.Create((ushort)(Unit * Unit / 2));
        for (var row = 0; row < BlockDifference.Side; row++)
        {
            var (low, high) = (rounding, rounding);
            for (var corner = 0; corner < weights.Length; corner++)
            {
                var offset = ((row + (corner >> 1)) * to.Width) + (corner & 1);
                var values = Vector128.LoadUnsafe(ref source, (nuint)offset);
                low += Vector128.WidenLower(values) * weights[corner];
                high += Vector128.WidenUpper(values) * weights[corner];
            }

            Vector128.Narrow(low >>> Shift, high >>> Shift).StoreUnsafe(ref target, (nuint)(row * BlockDifference.Side));
        }
    }
}
