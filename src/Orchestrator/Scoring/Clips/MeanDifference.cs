using System.Numerics;

namespace Orchestrator.Scoring.Clips;

/// <summary>Mean absolute difference of two planes of bytes.</summary>
internal static class MeanDifference
{
    /// <summary>The mean, in code values.</summary>
    /// <exception cref="ArgumentException">The planes differ in length, or are empty.</exception>
    public static double Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.Length != second.Length || first.IsEmpty)
            throw new ArgumentException("Two planes of the same, positive length are needed.", nameof(second));
        long total = 0;
        var at = 0;
        while (at + Vector<byte>.Count <= first.Length)
        {
            // Each lane holds at most 2 × 255 a turn: 64 turns stay under 65,536.
            var sums = Vector<ushort>.Zero;
            for (var turn = 0; turn < 64 && at + Vector<byte>.Count <= first.Length; turn++, at += Vector<byte>.Count)
            {
                var a = new Vector<byte>(first[at..]);
                var b = new Vector<byte>(second[at..]);
                Vector.Widen(Vector.Max(a, b) - Vector.Min(a, b), out var low, out var high);
                sums += low + high;
            }

            for (var lane = 0; lane < Vector<ushort>.Count; lane++)
                total += sums[lane];
        }

        for (; at < first.Length; at++)
            total += Math.Abs(first[at] - second[at]);
        return (double)total / first.Length;
    }
}
