using System.Globalization;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Sizes of pictures from the words of requests.</summary>
internal static class FrameShape
{
    /// <summary>Width and height for a ratio and a shorter side, within a height; both even, as 4:2:0 video wants them.</summary>
    public static (int Width, int Height) Of(double ratio, int shortSide, int maxHeight)
    {
        var height = Math.Min(ratio >= 1 ? shortSide : shortSide / ratio, maxHeight);
        return (Even(height * ratio), Even(height));
    }

    /// <summary>Lines of a text such as <c>720p</c> or <c>4k</c>.</summary>
    public static int Lines(string resolution) => resolution == "4k" ? 2160 : int.Parse(resolution.TrimEnd('p'), CultureInfo.InvariantCulture);

    /// <summary>Width over height of a text such as <c>16:9</c>; null for any other.</summary>
    public static double? Ratio(string ratio)
        => ratio.Split(':') is [var wide, var high] && double.TryParse(wide, CultureInfo.InvariantCulture, out var width) && double.TryParse(high, CultureInfo.InvariantCulture, out var height) ? width / height : null;

    private static int Even(double length) => Math.Max(16, (int)Math.Round(length / 2) * 2);
}
