using Orchestrator.Scoring.Clips;

namespace Orchestrator.Tests.Scoring.Clips;

public sealed class MeanDifferenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(57600)]
    public void Of_AnyLength_IsTheMeanOfAbsoluteDifferences(int length)
    {
        var random = new Random(length);
        var (first, second) = (new byte[length], new byte[length]);
        random.NextBytes(first);
        random.NextBytes(second);

        Assert.Equal(first.Zip(second, (a, b) => (double)Math.Abs(a - b)).Average(), MeanDifference.Of(first, second), 9);
    }

    [Fact]
    public void Of_Extremes_DoesNotOverflow() =>
        Assert.Equal(255, MeanDifference.Of(new byte[200_000], Enumerable.Repeat((byte)255, 200_000).ToArray()));

    [Fact]
    public void Of_OtherLengths_Throws() => Assert.Throws<ArgumentException>(() => MeanDifference.Of(new byte[3], new byte[4]));

    [Fact]
    public void Measure_Tone_IsNotSilent()
    {
        var samples = Enumerable.Range(0, 16_000).Select(index => (short)(3000 * Math.Sin(index * 0.1))).ToArray();

        Assert.Equal(0, SoundReader.Measure(samples).SilentShare);
        Assert.Equal(1, SoundReader.Measure(samples).Seconds);
    }

    [Fact]
    public void Measure_HalfSilent_IsHalfSilent()
    {
        var samples = Enumerable.Range(0, 16_000).Select(index => index < 8000 ? (short)(3000 * Math.Sin(index * 0.1)) : (short)1).ToArray();

        Assert.Equal(0.5, SoundReader.Measure(samples).SilentShare, 2);
    }

    [Fact]
    public void Measure_NoSamples_IsSilent() => Assert.Equal(1, SoundReader.Measure([]).SilentShare);
}
