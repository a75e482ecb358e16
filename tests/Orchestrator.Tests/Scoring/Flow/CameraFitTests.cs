using Orchestrator.Scoring.Flow;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Tests.Scoring.Flow;

public sealed class CameraFitTests
{
    [Theory]
    [InlineData(3, 0)]
    [InlineData(-7, 4)]
    [InlineData(0.5, -1.5)]
    [InlineData(12, 2)]
    public void Fit_ShiftedTexture_FindsTheShift(double across, double down)
    {
        var step = Fit((x, y) => Texture(x, y), (x, y) => Texture(x - across, y - down));

        Assert.Equal(across, step.Across, 0.3);
        Assert.Equal(down, step.Down, 0.3);
        Assert.InRange(step.Inliers, 0.8, 1);
    }

    [Fact]
    public void Fit_GrowingTexture_FindsTheGrowth()
    {
        var step = Fit((x, y) => Texture(x, y), (x, y) => Texture(160 + ((x - 160) / 1.02), 90 + ((y - 90) / 1.02)));

        Assert.Equal(0.02, step.Growth, 0.004);
        Assert.Equal(0, step.Roll, 0.004);
    }

    [Fact]
    public void Fit_SomethingMovesByItself_FollowsTheRest()
    {
        bool Inside(double x, double y) => x is > 120 and < 200 && y is > 50 and < 140;
        var step = Fit((x, y) => Texture(x, y), (x, y) => Inside(x, y) ? Texture(x - 6, y) : Texture(x - 2, y));

        Assert.Equal(2, step.Across, 0.3);
    }

    [Fact]
    public void Fit_PictureGetsBrighter_SeesNoMovement()
    {
        var step = Fit((x, y) => Texture(x, y), (x, y) => Texture(x, y) + 20);

        Assert.Equal(0, step.Across, 0.1);
        Assert.Equal(0, step.Down, 0.1);
    }

    [Fact]
    public void Fit_NoTexture_SaysNothing() => Assert.Equal(default, Fit((_, _) => 100, (_, _) => 100));

    private static CameraStep Fit(Func<double, double, double> before, Func<double, double, double> after) =>
        CameraFit.Fit(BlockFlow.Between(Planes(before), Planes(after)));

    private static FlowPlanes Planes(Func<double, double, double> value)
    {
        var values = new byte[320 * 180];
        for (var y = 0; y < 180; y++)
        {
            for (var x = 0; x < 320; x++)
                values[(y * 320) + x] = (byte)Math.Clamp(Math.Round(value(x, y)), 0, 255);
        }

        return new FlowPlanes(Luma.Of(320, 180, values));
    }

    private static double Texture(double x, double y) =>
        110 + (30 * Math.Sin((x * 0.19) + (0.7 * Math.Sin(y * 0.09)))) + (25 * Math.Sin((y * 0.23) + (x * 0.05))) + (20 * Math.Sin((x * 0.071) - (y * 0.113)));
}
