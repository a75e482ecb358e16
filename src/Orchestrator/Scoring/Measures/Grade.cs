using System.Numerics;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// The grade that turns the storyboard frame's colours into the take's: light first (three channel gains), then colour (one
/// complex factor on a* + i b*: its angle rotates hue, its length is saturation).
/// </summary>
/// <param name="Gains">Channel gains in stops: red, green, blue.</param>
/// <param name="Colour">Factor on a* + i b*; 1 leaves colours alone.</param>
/// <param name="Chroma">Mean chroma of the storyboard frame after the gains.</param>
/// <param name="Residual">Median distance in (a*, b*) that the grade leaves.</param>
/// <param name="Blocks">Blocks that it was fitted to.</param>
internal sealed record Grade(Vector3 Gains, Complex Colour, double Chroma, double Residual, int Blocks)
{
    /// <summary>No change.</summary>
    public static Grade None { get; } = new(Vector3.Zero, Complex.One, 0, 0, 0);

    /// <summary>Exposure in stops, take minus storyboard.</summary>
    public double Ev => (0.2126 * Gains.X) + (0.7152 * Gains.Y) + (0.0722 * Gains.Z);

    /// <summary>The colour that the take gives to a grey of 0.3: its cast, in CIELAB.</summary>
    public Lab Cast
    {
        get
        {
            var relative = Gains - new Vector3((float)Ev);
            return ColourSpace.ToLab(0.3 * Math.Pow(2, relative.X), 0.3 * Math.Pow(2, relative.Y), 0.3 * Math.Pow(2, relative.Z));
        }
    }

    /// <summary>Length of the cast in (a*, b*).</summary>
    public double CastLength => Math.Sqrt((Cast.A * Cast.A) + (Cast.B * Cast.B));

    /// <summary>Rotation of hues in degrees.</summary>
    public double Hue => Colour.Phase * 180 / Math.PI;

    /// <summary>Ratio of saturation; 1 is the same.</summary>
    public double Saturation => Colour.Magnitude;

    /// <summary>Mean distance that the colour factor moves colours, in ΔE.</summary>
    public double ColourDistance => (Colour - Complex.One).Magnitude * Chroma;

    /// <summary>The take's colour for a colour of the storyboard frame, in linear light.</summary>
    public Lab Apply(double red, double green, double blue)
    {
        var lab = ColourSpace.ToLab(red * Math.Pow(2, Gains.X), green * Math.Pow(2, Gains.Y), blue * Math.Pow(2, Gains.Z));
        var graded = new Complex(lab.A, lab.B) * Colour;
        return new Lab(lab.L, graded.Real, graded.Imaginary);
    }
}
