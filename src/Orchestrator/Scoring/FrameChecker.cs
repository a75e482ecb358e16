using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;
using Orchestrator.Scoring.Pictures;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Scoring;

/// <summary>Checks whether a storyboard frame can serve as a reference: size, shape, not blank, exposed sanely.</summary>
internal static class FrameChecker
{
    private const double BlankDeviation = 3;
    private const double Underexposed = 8;
    private const double Overexposed = 240;
    private const double MostClipped = 0.6;
    private const byte ClippedCode = 252;

    /// <summary>Checks a decoded frame.</summary>
    public static FrameCheck Check(Picture picture, ClipFormat format, FrameSize size)
    {
        var luma = Luma.Of(picture);
        var mean = luma.Mean();
        var deviation = Math.Sqrt(luma.Values.Average(value => (value - mean) * (value - mean)));
        var clipped = luma.Values.Count(value => value >= ClippedCode) / (double)luma.Values.Length;
        var askew = 100 * Math.Abs(Math.Log((double)format.Width / format.Height * size.Height / size.Width));
        var faults = new List<string>();
        if (ScoreLines.Aspect.Exceedance(askew) > 1)
            faults.Add($"its shape, {format.Width}x{format.Height}, is {askew:0} % off that of {size}");
        if (ScoreLines.Size.Exceedance(100 * (1 - ((double)format.Height / size.Height))) > 1)
            faults.Add($"{format.Width}x{format.Height} is too small for {size}");
        if (mean > Overexposed || clipped > MostClipped)
            faults.Add($"it is burnt out ({100 * clipped:0} % of it clipped)");
        else if (mean < Underexposed)
            faults.Add($"it is black (mean brightness {mean:0} of 255)");
        else if (deviation < BlankDeviation)
            faults.Add("it is blank");
        return faults.Count == 0
            ? new FrameCheck(true, $"{format.Width}x{format.Height}, mean brightness {mean:0} of 255, contrast {deviation:0}, {100 * clipped:0} % clipped")
            : new FrameCheck(false, $"The frame cannot be used: {string.Join("; ", faults)}.");
    }
}
