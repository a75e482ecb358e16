using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Tests.Scoring.Pictures;

public sealed class ColourSpaceTests
{
    [Theory]
    [InlineData(255, 255, 255, 100, 0, 0)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(255, 0, 0, 53.24, 80.09, 67.20)]
    [InlineData(0, 255, 0, 87.73, -86.18, 83.18)]
    [InlineData(0, 0, 255, 32.30, 79.19, -107.86)]
    [InlineData(119, 119, 119, 50.03, 0, 0)]
    public void ToLab_KnownColour_IsItsPublishedValue(byte red, byte green, byte blue, double lightness, double a, double b)
    {
        var lab = ColourSpace.ToLab(ColourSpace.ToLinear(red), ColourSpace.ToLinear(green), ColourSpace.ToLinear(blue));

        Assert.Equal(lightness, lab.L, 0.05);
        Assert.Equal(a, lab.A, 0.05);
        Assert.Equal(b, lab.B, 0.05);
    }

    [Theory]
    [InlineData(1920, 1080, 320, 180)]
    [InlineData(1080, 1920, 180, 320)]
    [InlineData(1024, 1024, 320, 320)]
    [InlineData(1284, 716, 320, 178)]
    public void WorkingSize_AnyShape_HasALongSideOf320(int width, int height, int expectedWidth, int expectedHeight) =>
        Assert.Equal((expectedWidth, expectedHeight), WorkingSize.Of(width, height));

    [Fact]
    public void LightTable_AnyRectangle_IsTheMeanOfItsPixels()
    {
        var random = new Random(3);
        var rgb = new byte[Picture.Length(20, 10)];
        random.NextBytes(rgb);
        var mean = new LightTable(new Picture(20, 10, rgb)).Mean(3, 2, 11, 9)!.Value;

        double green = 0;
        for (var y = 2; y < 9; y++)
        {
            for (var x = 3; x < 11; x++)
                green += ColourSpace.ToLinear(rgb[(((y * 20) + x) * 3) + 1]);
        }

        Assert.Equal(green / 56, mean.Green, 6);
    }
}
