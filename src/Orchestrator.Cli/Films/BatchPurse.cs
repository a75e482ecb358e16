using Orchestrator.Model;

namespace Orchestrator.Cli.Films;

/// <summary>
/// The money of a batch. What its films may spend together, with what those that have ended have spent, is never more than the limit.
/// A film that can be given a limit cannot have it taken away, so each begins with what it needs at least and an equal part of what
/// nobody needs; whatever a film leaves over when it ends goes to those that wait.
/// </summary>
/// <param name="limit">The batch's budget; null for none.</param>
/// <param name="shares">Every film of the batch.</param>
internal sealed class BatchPurse(Money? limit, IReadOnlyList<BatchShare> shares)
{
    /// <summary>What no film holds; zero when there is no limit to hold it against.</summary>
    public Money Left => limit is { } all && all > Held ? all - Held : Money.Zero;

    /// <summary>What the films hold together.</summary>
    public Money Held => shares.Aggregate(Money.Zero, (sum, share) => sum + share.Has);

    /// <summary>With which limit all films that lack money could go on.</summary>
    public Money Enough => shares.Aggregate(Held, (sum, share) => sum + share.Missing);

    /// <summary>Chooses who begins, and gives it to them.</summary>
    /// <param name="waiting">The films that wait, in their order.</param>
    /// <param name="places">How many may begin.</param>
    public IReadOnlyList<BatchShare> Give(IEnumerable<BatchShare> waiting, int places)
    {
        if (limit is null)
            return [.. waiting.Take(places)];
        var left = Left;
        List<BatchShare> chosen = [];
        foreach (var share in waiting)
        {
            if (chosen.Count == places || share.Missing > left)
                continue;
            chosen.Add(share);
            left -= share.Missing;
        }

        for (var index = 0; index < chosen.Count; index++)
        {
            var share = chosen[index];
            share.Has += share.Missing;
            var part = left with { Micros = left.Micros / (chosen.Count - index) };
            var room = share.Most > share.Has ? share.Most - share.Has : Money.Zero;
            var extra = part < room ? part : room;
            share.Has += extra;
            left -= extra;
        }

        return chosen;
    }

    /// <summary>Gives all that is left to a film that it is not enough for: it says what it needs, and waits.</summary>
    public void GiveRest(BatchShare share) => share.Has += Left;
}
