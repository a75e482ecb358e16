using Orchestrator.Scoring.Measures;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Tests.Scoring.Measures;

public sealed class GradeFitTests
{
    private static readonly TestScene Scene = new(320, 180);
    private static readonly Placement InPlace = new(0, 0, 1, 1, 1);

    [Theory]
    [InlineData(-1.2)]
    [InlineData(-0.5)]
    [InlineData(0.7)]
    public void Fit_OtherExposure_IsMeasuredInStops(double ev)
    {
        var grade = Fit(new SceneFaults { Ev = ev });

        Assert.Equal(ev, grade.Ev, 0.1);
        Assert.Equal(1, grade.Saturation, 0.06);
        Assert.Equal(0, grade.Hue, 3.0);
        Assert.InRange(grade.CastLength, 0, 1.2);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-35)]
    [InlineData(45)]
    public void Fit_HuesTurned_IsMeasuredInDegreesAndNotTakenForLight(double degrees)
    {
        var grade = Fit(new SceneFaults { HueDegrees = degrees });

        Assert.Equal(degrees, grade.Hue, 11.0);
        Assert.Equal(0, grade.Ev, 0.12);
        Assert.InRange(grade.CastLength, 0, 1.5);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.4)]
    public void Fit_OtherSaturation_IsMeasuredAsARatio(double saturation)
    {
        var grade = Fit(new SceneFaults { Saturation = saturation });

        Assert.Equal(saturation, grade.Saturation, 0.12);
        Assert.Equal(0, grade.Hue, 4.0);
    }

    [Theory]
    [InlineData(0.35, 1)]
    [InlineData(-0.35, -1)]
    public void Fit_CastOfTheLight_IsNotTakenForPalette(double warmStops, int sign)
    {
        var grade = Fit(new SceneFaults { WarmStops = warmStops });

        Assert.Equal(sign, Math.Sign(grade.Cast.B));
        Assert.InRange(grade.CastLength, 6, 20);
        Assert.InRange(grade.ColourDistance, 0, 2.5);
    }

    [Fact]
    public void Fit_AlmostBlackPictures_SaysNothing()
    {
        var black = new LightTable(new Picture(320, 180, new byte[Picture.Length(320, 180)]));

        Assert.Null(GradeFit.Fit(black, black, InPlace));
    }

    [Theory]
    [InlineData(0.12, 0)]
    [InlineData(-0.08, 0)]
    public void PlacementSearch_PictureMoved_FindsTheMove(double dx, double dy)
    {
        var placement = PlacementSearch.Find(Edges(new SceneFaults()), Edges(new SceneFaults { PictureDx = dx, Ev = -0.6 }));

        Assert.True(placement.Explains);
        Assert.Equal(dx, placement.Dx, 0.01);
        Assert.Equal(dy, placement.Dy, 0.01);
        Assert.Equal(1, placement.Scale, 0.03);
    }

    [Fact]
    public void PlacementSearch_SamePicture_StaysInPlace()
    {
        var placement = PlacementSearch.Find(Edges(new SceneFaults()), Edges(new SceneFaults()));

        Assert.False(placement.Explains);
        Assert.Equal(1, placement.Unmoved, 3);
    }

    private static EdgeMap Edges(SceneFaults faults) => EdgeMap.Of(Luma.Of(Shown(faults)));

    private static Grade Fit(SceneFaults faults) =>
        GradeFit.Fit(new LightTable(Shown(new SceneFaults())), new LightTable(Shown(faults)), InPlace)!;

    private static Picture Shown(SceneFaults faults) => new(320, 180, Scene.Frame(0, faults));
}
