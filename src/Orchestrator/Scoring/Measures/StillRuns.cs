using Orchestrator.Scoring.Clips;

namespace Orchestrator.Scoring.Measures;

/// <summary>Where the picture stands still: at the end of the clip (frozen), or in between (stalled).</summary>
/// <param name="Tail">Frames of the still end.</param>
/// <param name="LongestStall">Frames of the longest still run before the end.</param>
/// <param name="StallStart">Its first frame.</param>
/// <param name="Steps">Steps of the clip.</param>
internal sealed record StillRuns(int Tail, int LongestStall, int StallStart, int Steps)
{
    private const double QuietCode = 0.008;
    private const double QuietShare = 0.1;
    private const double Lively = 0.97;
    private const int KeyframeSpacing = 10;
    private const int ShortestRun = 4;

    /// <summary>Share of the clip that its still end makes.</summary>
    public double TailShare => Steps == 0 ? 0 : (double)Tail / Steps;

    /// <summary>Finds the runs.</summary>
    public static StillRuns Of(Reel reel)
    {
        var differences = reel.Steps.ConvertAll(step => step.Difference);
        if (differences.Count == 0)
            return new StillRuns(0, 0, 0, 0);
        var lively = differences.Order().ElementAt((int)(Lively * (differences.Count - 1)));
        if (lively < QuietCode)
            return new StillRuns(differences.Count, 0, 0, differences.Count);
        var quiet = differences.ConvertAll(difference => difference < Math.Max(QuietCode, QuietShare * lively));
        var tail = TailLength(quiet);
        var (start, length) = LongestRun(quiet, differences.Count - tail);
        return new StillRuns(tail, length, start, differences.Count);
    }

    // A coder refreshes a still picture now and then: one loud step among many quiet ones is such a refresh, not movement.
    private static int TailLength(List<bool> quiet)
    {
        int length = 0, sinceLoud = KeyframeSpacing;
        for (var step = quiet.Count - 1; step >= 0; step--)
        {
            if (!quiet[step] && (sinceLoud < KeyframeSpacing || step == 0 || !quiet[step - 1]))
                break;
            sinceLoud = quiet[step] ? sinceLoud + 1 : 0;
            length = quiet.Count - step;
        }

        return length >= ShortestRun ? length : 0;
    }

    private static (int Start, int Length) LongestRun(List<bool> quiet, int end)
    {
        int best = 0, bestStart = 0, length = 0;
        for (var step = 0; step < end; step++)
        {
            length = quiet[step] ? length + 1 : 0;
            if (length > best)
                (best, bestStart) = (length, step - length + 1);
        }

        return best >= ShortestRun ? (bestStart, best) : (0, 0);
    }
}
