using System.Collections.Concurrent;
using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// Looks at the reference pictures of a request. Of a picture that was drawn here, or is a frame of a clip that was made here, it is known who
/// is in it and in which colours; of any other the colours of its subject are measured.
/// </summary>
internal sealed class ReferencePictures(MediaShelf shelf, SourceShelf sources, StillBook stills, BacklotOptions options)
{
    // Copies of a picture are this much alike.
    private const double Same = 0.985;
    private const int MostClips = 200;
    private const int MostKnown = 1000;

    private readonly TakePlanner planner = new(options);
    private readonly ConcurrentDictionary<string, Likeness?> known = [];

    /// <summary>What is seen of their subjects, of those that show one.</summary>
    /// <param name="pictures">Addresses of pictures, or their bytes in base 64.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<Likeness>> ReadAsync(IEnumerable<string> pictures, CancellationToken cancellation)
    {
        List<Likeness> seen = [];
        foreach (var picture in pictures.Where(picture => picture.Length > 0))
        {
            var address = picture.Contains(':', StringComparison.Ordinal) ? picture : "data:image/png;base64," + picture;
            if (shelf.Load(address) is { } bytes && await ReadAsync(StillBook.HashOf(bytes), address, cancellation) is { } likeness)
                seen.Add(likeness);
        }

        return seen;
    }

    private async Task<Likeness?> ReadAsync(string hash, string address, CancellationToken cancellation)
    {
        if (stills.Note(hash) is { } note)
            return note.Shown;
        if (known.TryGetValue(hash, out var before))
            return before;
        var seen = shelf.Keep(address) is { } file ? await SubjectColours.ReadAsync(options.FfmpegPath, shelf.Find(file)!, cancellation) : null;
        var likeness = seen is null ? null : Copied(seen) is var (shown, found) && found ? shown : seen.Measure();
        if (known.Count < MostKnown)
            known[hash] = likeness;
        return likeness;
    }

    // By its look a copy is known too.
    private (Likeness? Shown, bool Found) Copied(SubjectColours seen)
    {
        var look = new ClipLook();
        look.Add(seen.Grey, SubjectColours.Width, SubjectColours.Height);
        var still = stills.Looks.Select(one => (one.Hash, look.Nearest(one.Look).Likeness)).DefaultIfEmpty(("", 0)).MaxBy(one => one.Item2);
        var film = sources.Looks().TakeLast(MostClips).Select(one => (one.Order, look.Nearest(one.Look).Likeness)).DefaultIfEmpty().MaxBy(one => one.Likeness);
        if (Math.Max(still.Item2, film.Likeness) < Same)
            return (null, false);
        if (still.Item2 >= film.Likeness)
            return (stills.Note(still.Item1)?.Shown, true);
        var order = film.Order;
        return (Lookalikes.Of(planner.Stretches(order)[0].Take.Script, (float)order.Width / order.Height, planner.SceneLot), true);
    }
}
