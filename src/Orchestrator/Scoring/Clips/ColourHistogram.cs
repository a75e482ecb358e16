using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Clips;

/// <summary>Colours of a picture in 8×8×8 bins.</summary>
internal static class ColourHistogram
{
    private const int Bins = 512;

    /// <summary>Pixels in each bin.</summary>
    public static int[] Of(Picture picture)
    {
        var bins = new int[Bins];
        ReadOnlySpan<byte> rgb = picture.Rgb;
        for (var at = 0; at + 2 < rgb.Length; at += 3)
            bins[((rgb[at] >> 5) << 6) | ((rgb[at + 1] >> 5) << 3) | (rgb[at + 2] >> 5)]++;
        return bins;
    }

    /// <summary>Half the L1 distance as a share of the pixels: 0 is the same, 1 has nothing in common.</summary>
    public static double Distance(int[] first, int[] second)
    {
        long difference = 0, pixels = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            difference += Math.Abs(first[bin] - second[bin]);
            pixels += first[bin];
        }

        return pixels == 0 ? 0 : difference / (2.0 * pixels);
    }
}
