using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>Shares a film's frames among its shots, in whole frames.</summary>
internal static class ShotTimer
{
    /// <summary>The least part of the wished length that shots have on average.</summary>
    public const double Shorter = 0.75;

    /// <summary>The most that shots have of the wished length on average.</summary>
    public const double Longer = 1.25;

    private const double Rounding = 1e-9;

    /// <summary>Shots a film of that length gets when its treatment leaves the choice: about one in 7.5 seconds.</summary>
    public static (int Fewest, int Most) Count(double seconds)
    {
        var fewest = Math.Max(1, (int)Math.Round(seconds / 10));
        return (fewest, Math.Max(fewest, (int)Math.Round(seconds / 6)));
    }

    /// <summary>
    /// Shots that a brief gets: about as long as it says (<see cref="Shorter"/> to <see cref="Longer"/> times that on average, and
    /// rather shorter than longer where neither can be), or as <see cref="Count(double)"/>.
    /// </summary>
    public static (int Fewest, int Most) Count(Brief brief)
    {
        var seconds = brief.Duration().TotalSeconds;
        if (brief.ShotSeconds is not { } length)
            return Count(seconds);
        var fewest = (int)Math.Ceiling(seconds / (Longer * length) - Rounding);
        return (fewest, Math.Max(fewest, (int)Math.Floor(seconds / (Shorter * length) + Rounding)));
    }

    /// <summary>
    /// Frames of each shot. Where the brief says how long its shots are, none is further from it than the film's length asks for, and
    /// they end on whole seconds if the film can be shared so: models sell whole seconds.
    /// </summary>
    /// <exception cref="ArgumentException">The film is too short for so many shots.</exception>
    public static int[] Share(Brief brief, IReadOnlyList<double> weights, IReadOnlyList<int> overlaps, double fewestSeconds)
    {
        if (brief.ShotSeconds is { } length)
        {
            var unit = InWholeSeconds(brief, weights.Count, overlaps) ? brief.Fps : 1;
            return [.. About(brief.TotalFrames / unit, weights, overlaps, length * brief.Fps / unit).Select(units => units * unit)];
        }

        var fewest = Math.Min((int)Math.Ceiling(fewestSeconds * brief.Fps), brief.TotalFrames / weights.Count);
        return Share(brief.TotalFrames, weights, overlaps, fewest);
    }

    private static bool InWholeSeconds(Brief brief, int shots, IReadOnlyList<int> overlaps) =>
        brief.TotalFrames % brief.Fps == 0 && brief.TotalFrames / brief.Fps >= shots && overlaps.All(overlap => overlap == 0);

    // The words weigh as far as the wish allows; where the wish and the number of shots disagree, all shots are alike.
    private static int[] About(int total, IReadOnlyList<double> weights, IReadOnlyList<int> overlaps, double length)
    {
        var (all, shots) = (total + overlaps.Sum(), weights.Count);
        var fewest = Math.Min(all / shots, (int)Math.Ceiling(Shorter * length - Rounding));
        var most = Math.Max((all + shots - 1) / shots, (int)Math.Floor(Longer * length + Rounding));
        return Share(total, weights, overlaps, fewest, most);
    }

    /// <summary>Overlap after each shot: the brief's crossfade after every n-th join, none before a continuation and after the last.</summary>
    public static int[] Overlaps(Brief brief, int shots) =>
    [
        .. Enumerable.Range(1, shots).Select(number =>
            number < shots && !brief.ContinuousShots.Contains(number + 1) && number % brief.Transition.Every == 0 ? brief.Transition.CrossfadeFrames : 0),
    ];

    /// <summary>
    /// Frames of each shot, overlaps included, so that Σ frames − Σ overlaps is the film exactly: each shot gets a floor of
    /// <paramref name="fewest"/> frames, and the rest goes by weight, up to <paramref name="most"/>, with the largest remainders
    /// rounded up.
    /// </summary>
    /// <exception cref="ArgumentException">The film is too short, or too long, for so many shots.</exception>
    public static int[] Share(int totalFrames, IReadOnlyList<double> weights, IReadOnlyList<int> overlaps, int fewest, int most = int.MaxValue)
    {
        var all = totalFrames + overlaps.Sum();
        var pool = all - fewest * weights.Count;
        if (pool < 0)
            throw new ArgumentException($"{totalFrames} frames are too few for {weights.Count} shots of at least {fewest} frames.", nameof(totalFrames));
        if (all > (long)most * weights.Count)
            throw new ArgumentException($"{totalFrames} frames are too many for {weights.Count} shots of at most {most} frames.", nameof(totalFrames));
        var exact = Capped(pool, weights, most - fewest);
        var frames = exact.Select(share => (int)Math.Floor(share)).ToArray();
        foreach (var index in Enumerable.Range(0, frames.Length).OrderByDescending(index => exact[index] - frames[index]).ThenBy(index => index).Take(pool - frames.Sum()))
            frames[index]++;
        return [.. frames.Select(share => share + fewest)];
    }

    // What is above the most that a shot may have goes to the others, by their weights.
    private static double[] Capped(int pool, IReadOnlyList<double> weights, int most)
    {
        var shares = new double[weights.Count];
        var open = Enumerable.Range(0, weights.Count).ToList();
        while (true)
        {
            var (left, sum) = (pool - (double)most * (weights.Count - open.Count), open.Sum(index => weights[index]));
            foreach (var index in open)
                shares[index] = Math.Min(most, left * weights[index] / sum);
            if (open.RemoveAll(index => shares[index] >= most) == 0 || open.Count == 0)
                return shares;
        }
    }
}
