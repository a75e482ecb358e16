using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Orchestrator.Scoring.Flow;

/// <summary>
/// Differences of 16×16 blocks of 8-bit brightness, one row a vector. The zero-mean difference takes the blocks' mean change out
/// first, so that a change of exposure does not look like movement.
/// </summary>
internal static class BlockDifference
{
    /// <summary>Pixels of a block's side.</summary>
    public const int Side = 16;

    /// <summary>Pixels of a block.</summary>
    public const int Area = Side * Side;

    /// <summary>Sum of a block.</summary>
    public static int Sum(ReadOnlySpan<byte> plane, int at, int stride) =>
        Sse2.IsSupported ? SumX86(plane, at, stride) : SumPortable(plane, at, stride);

    /// <summary>Sum of absolute differences of two blocks after their mean change is taken out (values saturate at 0 and 255).</summary>
    /// <param name="first">Plane of the first block.</param>
    /// <param name="firstAt">Its top left corner.</param>
    /// <param name="firstSum">Its <see cref="Sum"/>.</param>
    /// <param name="second">Plane of the second block.</param>
    /// <param name="secondAt">Its top left corner.</param>
    /// <param name="stride">Pixels a row of both planes.</param>
    public static int ZeroMean(ReadOnlySpan<byte> first, int firstAt, int firstSum, ReadOnlySpan<byte> second, int secondAt, int stride)
    {
        var change = Change(firstSum, Sum(second, secondAt, stride));
        return Sse2.IsSupported
            ? DifferenceX86(first, firstAt, second, secondAt, stride, change)
            : DifferencePortable(first, firstAt, second, secondAt, stride, change);
    }

    /// <summary>Mean change between two blocks' sums, rounded.</summary>
    internal static int Change(int firstSum, int secondSum) => (int)Math.Round((secondSum - firstSum) / (double)Area);

    /// <summary>The sum without processor-specific instructions.</summary>
    internal static int SumPortable(ReadOnlySpan<byte> plane, int at, int stride)
    {
        ref var origin = ref Start(plane, at, stride);
        var total = Vector128<ushort>.Zero;
        for (var row = 0; row < Side; row++)
        {
            var values = Vector128.LoadUnsafe(ref origin, (nuint)(row * stride));
            total += Vector128.WidenLower(values) + Vector128.WidenUpper(values);
        }

        return Fold(total);
    }

    /// <summary>The difference without processor-specific instructions.</summary>
    internal static int DifferencePortable(ReadOnlySpan<byte> first, int firstAt, ReadOnlySpan<byte> second, int secondAt, int stride, int change)
    {
        ref var one = ref Start(first, firstAt, stride);
        ref var two = ref Start(second, secondAt, stride);
        var brighter = Vector128.Create((byte)Math.Max(0, change));
        var darker = Vector128.Create((byte)Math.Max(0, -change));
        var total = Vector128<ushort>.Zero;
        for (var row = 0; row < Side; row++)
        {
            var offset = (nuint)(row * stride);
            var a = Shift(Vector128.LoadUnsafe(ref one, offset), brighter, darker);
            var b = Vector128.LoadUnsafe(ref two, offset);
            var difference = Vector128.Max(a, b) - Vector128.Min(a, b);
            total += Vector128.WidenLower(difference) + Vector128.WidenUpper(difference);
        }

        return Fold(total);
    }

    /// <summary>The difference by the x86 instruction made for it.</summary>
    internal static int DifferenceX86(ReadOnlySpan<byte> first, int firstAt, ReadOnlySpan<byte> second, int secondAt, int stride, int change)
    {
        ref var one = ref Start(first, firstAt, stride);
        ref var two = ref Start(second, secondAt, stride);
        var brighter = Vector128.Create((byte)Math.Max(0, change));
        var darker = Vector128.Create((byte)Math.Max(0, -change));
        var total = Vector128<int>.Zero;
        for (var row = 0; row < Side; row++)
        {
            var offset = (nuint)(row * stride);
            var a = Sse2.SubtractSaturate(Sse2.AddSaturate(Vector128.LoadUnsafe(ref one, offset), brighter), darker);
            total += Sse2.SumAbsoluteDifferences(a, Vector128.LoadUnsafe(ref two, offset)).AsInt32();
        }

        return total[0] + total[2];
    }

    private static int SumX86(ReadOnlySpan<byte> plane, int at, int stride)
    {
        ref var origin = ref Start(plane, at, stride);
        var total = Vector128<int>.Zero;
        for (var row = 0; row < Side; row++)
            total += Sse2.SumAbsoluteDifferences(Vector128.LoadUnsafe(ref origin, (nuint)(row * stride)), Vector128<byte>.Zero).AsInt32();
        return total[0] + total[2];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Shift(Vector128<byte> values, Vector128<byte> brighter, Vector128<byte> darker)
    {
        var raised = values + Vector128.Min(brighter, Vector128<byte>.AllBitsSet - values);
        return raised - Vector128.Min(darker, raised);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Start(ReadOnlySpan<byte> plane, int at, int stride)
    {
        if ((uint)at > (uint)plane.Length || at + ((Side - 1) * stride) + Side > plane.Length)
            throw new ArgumentOutOfRangeException(nameof(at), at, "The block leaves the plane.");
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), at);
    }

    private static int Fold(Vector128<ushort> total)
    {
        var sum = 0;
        for (var lane = 0; lane < Vector128<ushort>.Count; lane++)
            sum += total[lane];
        return sum;
    }
}
