using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Scoring.Flow;

namespace Orchestrator.Tests.Scoring.Flow;

public sealed class BlockDifferenceTests
{
    private const int Stride = 24;

    [Fact]
    public void ZeroMean_AnyBlocks_IsTheSumOfAbsoluteDifferencesAfterTheMeanChange() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var (first, second) = Planes(seed);
            var change = BlockDifference.Change(PlainSum(first), PlainSum(second));
            var expected = 0;
            for (var row = 0; row < 16; row++)
            {
                for (var column = 0; column < 16; column++)
                {
                    var at = (row * Stride) + column;
                    expected += Math.Abs(Math.Clamp(first[at] + change, 0, 255) - second[at]);
                }
            }

            Assert.Equal(expected, BlockDifference.ZeroMean(first, 0, BlockDifference.Sum(first, 0, Stride), second, 0, Stride));
        }));

    [Fact]
    public void DifferencePortable_AnyBlocks_AgreesWithTheProcessorsOwnInstruction() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var (first, second) = Planes(seed);
            var change = (seed % 512) - 256;
            Assert.Equal(PlainSum(first), BlockDifference.SumPortable(first, 0, Stride));
            if (System.Runtime.Intrinsics.X86.Sse2.IsSupported)
            {
                Assert.Equal(
                    BlockDifference.DifferenceX86(first, 0, second, 0, Stride, Math.Clamp(change, -255, 255)),
                    BlockDifference.DifferencePortable(first, 0, second, 0, Stride, Math.Clamp(change, -255, 255)));
            }
        }));

    [Fact]
    public void Sum_BlockLeavesThePlane_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockDifference.Sum(new byte[Stride * 16], Stride, Stride));

    private static int PlainSum(byte[] plane)
    {
        var sum = 0;
        for (var row = 0; row < 16; row++)
        {
            for (var column = 0; column < 16; column++)
                sum += plane[(row * Stride) + column];
        }

        return sum;
    }

    private static (byte[] First, byte[] Second) Planes(int seed)
    {
        var random = new Random(seed);
        var (first, second) = (new byte[Stride * 16], new byte[Stride * 16]);
        random.NextBytes(first);
        random.NextBytes(second);
        return (first, second);
    }
}
