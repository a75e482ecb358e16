using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>Shares a film's frames among its shots, in whole frames.</summary>
internal static class ShotTimer
{
    /// <summary>Shots a film of that length gets when its treatment leaves the choice: about one in 7.5 seconds.</summary>
    public static (int Fewest, int Most) Count(double seconds)
    {
        var fewest = Math.Max(1, (int)Math.Round(seconds / 10));
        return (fewest, Math.Max(fewest, (int)Math.Round(seconds / 6)));
    }

    /// <summary>Shots that a brief gets: about as long as it says, or as <see cref="Count(double)"/>.</summary>
    public static (int Fewest, int Most) Count(Brief brief)
    {
        var seconds = brief.Duration().TotalSeconds;
        if (brief.ShotSeconds is not { } length)
            return Count(seconds);
        var fewest = Math.Max(1, (int)Math.Round(seconds / (1.25 * length)));
        return (fewest, Math.Max(fewest, (int)Math.Round(seconds / (0.8 * length))));
    }

    /// <summary>
    /// Frames of each shot. Where the brief says how long its shots are, they end on whole seconds if the film can be shared so:
    /// models sell whole seconds.
    /// </summary>
    /// <exception cref="ArgumentException">The film is too short for so many shots.</exception>
    public static int[] Share(Brief brief, IReadOnlyList<double> weights, IReadOnlyList<int> overlaps, double fewestSeconds)
    {
        var whole = brief.ShotSeconds >= 1 && brief.TotalFrames % brief.Fps == 0 && brief.TotalFrames / brief.Fps >= weights.Count && overlaps.All(overlap => overlap == 0);
        if (whole)
            return [.. Share(brief.TotalFrames / brief.Fps, weights, overlaps, Math.Clamp((int)(brief.ShotSeconds!.Value * 0.6), 1, brief.TotalFrames / brief.Fps / weights.Count)).Select(seconds => seconds * brief.Fps)];
        var fewest = Math.Min((int)Math.Ceiling(fewestSeconds * brief.Fps), brief.TotalFrames / weights.Count);
        return Share(brief.TotalFrames, weights, overlaps, fewest);
    }

    /// <summary>Overlap after each shot: the brief's crossfade after every n-th join, none before a continuation and after the last.</summary>
    public static int[] Overlaps(Brief brief, int shots) =>
    [
        .. Enumerable.Range(1, shots).Select(number =>
            number < shots && !brief.ContinuousShots.Contains(number + 1) && number % brief.Transition.Every == 0 ? brief.Transition.CrossfadeFrames : 0),
    ];

    /// <summary>
    /// Frames of each shot, overlaps included, so that Σ frames − Σ overlaps is the film exactly: each shot gets a floor of
    /// <paramref name="fewest"/> frames, and the rest goes by weight with the largest remainders rounded up.
    /// </summary>
    /// <exception cref="ArgumentException">The film is too short for so many shots.</exception>
    public static int[] Share(int totalFrames, IReadOnlyList<double> weights, IReadOnlyList<int> overlaps, int fewest)
    {
        var pool = totalFrames + overlaps.Sum() - fewest * weights.Count;
        if (pool < 0)
            throw new ArgumentException($"{totalFrames} frames are too few for {weights.Count} shots of at least {fewest} frames.", nameof(totalFrames));
        var sum = weights.Sum();
        var exact = weights.Select(weight => pool * weight / sum).ToArray();
        var frames = exact.Select(share => (int)Math.Floor(share)).ToArray();
        foreach (var index in Enumerable.Range(0, frames.Length).OrderByDescending(index => exact[index] - frames[index]).ThenBy(index => index).Take(pool - frames.Sum()))
            frames[index]++;
        return [.. frames.Select(share => share + fewest)];
    }
}
