using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Looking;

/// <summary>Recognises by their look of which clip that was made here pictures are, and which of its frames.</summary>
internal sealed class ClipMemory(SourceShelf sources)
{
    // Frames of the same clip, scaled and encoded again, are this much alike.
    private const double Same = 0.985;
    private const int MostClips = 200;

    /// <summary>The clip's order and the frame that each picture is; null when they are of none.</summary>
    public (TakeOrder Order, IReadOnlyList<int> Frames)? Recall(IReadOnlyList<SeenPicture> pictures)
    {
        var looks = pictures.Select(Look).ToList();
        var best = (Order: (TakeOrder?)null, Likeness: Same, Frames: (IReadOnlyList<int>)[]);
        foreach (var (order, film) in sources.Looks().TakeLast(MostClips))
        {
            var found = looks.Select(look => look.Nearest(film)).ToList();
            if (found.Average(place => place.Likeness) is var likeness && likeness > best.Likeness)
                best = (order, likeness, [.. found.Select(place => place.Frame)]);
        }

        return best.Order is { } known ? (known, best.Frames) : null;
    }

    private static ClipLook Look(SeenPicture picture)
    {
        var look = new ClipLook();
        look.Add([.. picture.Luma.Select(level => (byte)level)], picture.Width, picture.Height);
        return look;
    }
}
