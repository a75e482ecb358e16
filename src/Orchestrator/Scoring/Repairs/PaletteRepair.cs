using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>Takes a measured error of hue or saturation back.</summary>
internal static class PaletteRepair
{
    private const double LeastHue = 3;
    private const double LeastSaturation = 0.07;
    private const double LowestSaturation = 25;
    private const double HighestSaturation = 300;

    /// <summary>The opposite hue shift and saturation.</summary>
    public static IEnumerable<(Palette Value, string Words)> Steps(AttributeScore fault, Palette asked)
    {
        double hue = fault.Deviation("hue", 0), saturation = fault.Deviation("saturation", 1);
        var turned = Math.Abs(hue) < LeastHue ? asked.HueShiftDegrees : Wrapped(Math.Round(asked.HueShiftDegrees - hue));
        var saturated = Math.Abs(saturation - 1) < LeastSaturation || saturation <= 0
            ? asked.SaturationPercent
            : Math.Clamp(Math.Round(asked.SaturationPercent / saturation), LowestSaturation, HighestSaturation);
        yield return (
            asked with { HueShiftDegrees = turned, SaturationPercent = saturated },
            $"Palette: hue shift {asked.HueShiftDegrees:+0;-0;0} → {turned:+0;-0;0}°, saturation {asked.SaturationPercent:0} → {saturated:0} %.");
    }

    private static double Wrapped(double degrees)
    {
        var turned = degrees % 360;
        return turned > 180 ? turned - 360 : turned <= -180 ? turned + 360 : turned;
    }
}
