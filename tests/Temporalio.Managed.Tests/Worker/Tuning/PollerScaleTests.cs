using Temporalio.Worker.Execution;

namespace Temporalio.Tests.Worker.Tuning;

public sealed class PollerScaleTests
{
    [Fact]
    public void Learn_Suggestions_StayWithinBounds()
    {
        var scale = new PollerScale(1, 8, 5);
        Assert.True(scale.Learn(2, empty: false));
        Assert.Equal(7, scale.Target);
        Assert.True(scale.Learn(5, empty: false));
        Assert.Equal(8, scale.Target);
        Assert.False(scale.Learn(-20, empty: true));
        Assert.Equal(1, scale.Target);
    }

    [Fact]
    public void Learn_EmptyPolls_ShrinkOnlyOnceTheServiceSuggests()
    {
        var scale = new PollerScale(1, 8, 5);
        scale.Learn(null, empty: true);
        Assert.Equal(5, scale.Target);
        scale.Learn(0, empty: false);
        scale.Learn(null, empty: true);
        Assert.Equal(4, scale.Target);
    }

    [Fact]
    public void Learn_FixedNumber_KeepsIt()
    {
        var scale = new PollerScale(5, 5, 5);
        Assert.False(scale.Learn(3, empty: false));
        Assert.Equal(5, scale.Target);
    }

    [Theory]
    [InlineData(5, 0.2f, 1, 4)]
    [InlineData(2, 0.2f, 1, 1)]
    [InlineData(10, 0.9f, 9, 1)]
    [InlineData(10, 1f, 9, 1)]
    public void Split_Polls_LeavesOneToEach(int polls, float share, int first, int second)
    {
        var (one, other) = PollerScale.Split((polls, polls, polls), share);
        Assert.Equal((first, second), (one.Target, other.Target));
    }
}
