using Orchestrator.Scoring.Flow;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Tests.Scoring.Flow;

public class CameraPreferenceTests
{
    private const int Width = 96;
    private const int Height = 64;

    [Fact]
    public void Cost_ImageAFractionOfAPixelAway_IsLeastThere()
    {
        var (from, to) = (Waves(0), Waves(1.5));

        var there = CameraPreference.Cost(from, to, 32, 16, 1.5, 0);

        Assert.True(there < CameraPreference.Cost(from, to, 32, 16, 1, 0) / 2);
        Assert.True(there < CameraPreference.Cost(from, to, 32, 16, 2, 0) / 2);
    }

    [Fact]
    public void Apply_TextureAlongTheMovement_MovesWithTheCamera()
    {
        // Stripes across the picture look the same wherever a pan takes them.
        var stripes = Picture((_, y) => 128 + (60 * Math.Sin(y * 0.7)));
        var field = Field(across: 3);

        CameraPreference.Apply(new FlowPlanes(stripes), new FlowPlanes(stripes), field, new CameraStep(0.5, 0, 0, 0, 1));

        Assert.All(field.Across, across => Assert.Equal(0.5f, across));
    }

    [Fact]
    public void Apply_MovementOfItsOwn_IsLeftAlone()
    {
        var field = Field(across: 3);

        CameraPreference.Apply(new FlowPlanes(Waves(0)), new FlowPlanes(Waves(3)), field, new CameraStep(0.5, 0, 0, 0, 1));

        Assert.All(field.Across, across => Assert.Equal(3, across));
    }

    [Fact]
    public void Cost_ImageOutsideThePicture_IsNone()
    {
        Assert.Equal(int.MaxValue, CameraPreference.Cost(Waves(0), Waves(0), 2, 2, -3, 0));
        Assert.Equal(int.MaxValue, CameraPreference.Cost(Waves(0), Waves(0), Width - 18, 2, 3, 0));
    }

    private static FlowField Field(float across)
    {
        var field = new FlowField(Width / 16, Height / 16);
        Array.Fill(field.Across, across);
        Array.Fill(field.Textured, true);
        return field;
    }

    private static Luma Waves(double shift) => Picture((x, y) => 128 + (50 * Math.Sin((x - shift) * 0.5)) + (40 * Math.Sin((y * 0.6) + ((x - shift) * 0.13))));

    private static Luma Picture(Func<double, double, double> brightness)
    {
        var values = new byte[Width * Height];
        for (var at = 0; at < values.Length; at++)
            values[at] = (byte)Math.Round(brightness(at % Width, at / Width));
        return Luma.Of(Width, Height, values);
    }
}
