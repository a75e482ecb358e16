using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>Whether the clip can be cut into the film at all: frames, size, rate, clean decoding, no black, no stall.</summary>
internal static class TechnicalMeasure
{
    private const double DarkFrame = 0.98;
    private const double BlackLuma = 16;
    private const double DarkerThanReference = 0.3;

    /// <summary>Scores a decoded clip.</summary>
    public static AttributeScore Score(Reel reel, Shot shot, FrameSize size, int? lines, int filmFps, double referenceLuma, StillRuns still)
    {
        var missing = MissingFrames(reel, shot, filmFps);
        var black = BlackFrames(reel, referenceLuma);
        var faults = new List<(double Exceedance, string Words, IReadOnlyList<int> Frames)>
        {
            (ScoreLines.MissingFrames.Exceedance(Math.Max(0, missing)), Missing(reel, shot, filmFps, missing), [reel.Frames.Count - 1]),
            (ScoreLines.DecodeErrors.Exceedance(reel.DecodeErrors), $"the decoder reports {reel.DecodeErrors} errors", []),
            (ScoreLines.Black.Exceedance(black.Count / reel.Fps), $"{black.Count} black frames", black),
            (ScoreLines.Stall.Exceedance(still.LongestStall / reel.Fps), Stall(still), [still.StallStart, still.StallStart + still.LongestStall]),
            SizeFault(reel, size, lines),
            (ScoreLines.Rate.Exceedance(Math.Max(0, 100 * ((filmFps / reel.Fps) - 1))), $"{reel.Fps:0.##} frames a second for a film of {filmFps}", []),
        };
        var worst = faults.MaxBy(fault => fault.Exceedance);
        var failed = faults.Where(fault => fault.Exceedance > 1).OrderByDescending(fault => fault.Exceedance).ToList();
        return Finding.Of(
            ScoredAttribute.Technical,
            worst.Exceedance,
            1,
            failed.Count == 0
                ? $"{reel.Frames.Count} frames at {reel.Fps:0.##} a second, {reel.Format.Width}x{reel.Format.Height}{Enlarged(size, lines)}, decodes cleanly"
                : string.Join("; ", failed.Select(fault => fault.Words)),
            Deviations(reel, missing, filmFps, black.Count, still),
            failed.Count == 0 ? [] : failed[0].Frames);
    }

    /// <summary>Entry of a clip of which nothing can be decoded.</summary>
    public static AttributeScore Unreadable(Shot shot, string why) => Finding.Of(
        ScoredAttribute.Technical,
        ScoreLines.MissingFrames.Exceedance(shot.Frames),
        1,
        $"the clip cannot be decoded: {why}",
        new Dictionary<string, double> { ["decodeErrors"] = 1, ["decodedFrames"] = 0 });

    /// <summary>Frames of the film that the clip is short of; zero or less when it is long enough.</summary>
    internal static int MissingFrames(Reel reel, Shot shot, int filmFps) =>
        shot.Frames - (int)Math.Floor((reel.Frames.Count * filmFps / reel.Fps) + 1e-6);

    private static Dictionary<string, double> Deviations(Reel reel, int missing, int filmFps, int black, StillRuns still) => new()
    {
        ["missingFrames"] = missing,
        ["missingSeconds"] = Math.Max(0, (double)missing / filmFps),
        ["blackFrames"] = black,
        ["frozenFrames"] = still.LongestStall,
        ["decodeErrors"] = reel.DecodeErrors,
        ["width"] = reel.Format.Width,
        ["height"] = reel.Format.Height,
        ["fps"] = reel.Fps,
    };

    // A night scene is dark, and a stop too dark it is darker; black is far below what the storyboard frame shows.
    private static List<int> BlackFrames(Reel reel, double referenceLuma)
    {
        var line = Math.Min(BlackLuma, DarkerThanReference * referenceLuma);
        var black = new List<int>();
        for (var frame = 0; frame < reel.Frames.Count; frame++)
        {
            if (reel.Frames[frame].MeanLuma < line && reel.Frames[frame].DarkShare > DarkFrame)
                black.Add(frame);
        }

        return black;
    }

    private static string Missing(Reel reel, Shot shot, int filmFps, int missing) =>
        $"{missing} frames short: {reel.Frames.Count / reel.Fps:0.00} s for a shot of {(double)shot.Frames / filmFps:0.00} s";

    private static string Stall(StillRuns still) =>
        $"the picture stands still for {still.LongestStall} frames from frame {still.StallStart} and then goes on";

    private static string Enlarged(FrameSize size, int? lines) =>
        lines < Math.Min(size.Width, size.Height) ? $" (all that the model makes; the cut enlarges it to {size})" : "";

    // A model that makes fewer lines than the film has is not at fault for it.
    private static (double Exceedance, string Words, IReadOnlyList<int> Frames) SizeFault(Reel reel, FrameSize size, int? lines)
    {
        double aspect = (double)reel.Format.Width / reel.Format.Height, wanted = (double)size.Width / size.Height;
        var askew = ScoreLines.Aspect.Exceedance(100 * Math.Abs(Math.Log(aspect / wanted)));
        var promised = Math.Min(1, (double)(lines ?? int.MaxValue) / Math.Min(size.Width, size.Height));
        var lacking = 100 * (1 - (Math.Min((double)reel.Format.Width / size.Width, (double)reel.Format.Height / size.Height) / promised));
        var exceedance = Math.Max(askew, ScoreLines.Size.Exceedance(Math.Max(0, lacking)));
        return (exceedance, $"{reel.Format.Width}x{reel.Format.Height} instead of {size}", []);
    }
}
