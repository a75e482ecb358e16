using System.Collections.Concurrent;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// Looks at the pictures that takes begin with, as a model does: where the subject is in it and how far its action has come. A picture
/// that was drawn here is the beginning of a scene. A frame of a clip that was made here is found among that clip's frames; in any other
/// picture the scene of the request's own words is looked for, at every time of its action.
/// </summary>
internal sealed class StartFrames(JournalStore journal, MediaShelf shelf, SourceShelf sources, StillBook stills, BacklotOptions options)
{
    // Pictures of the same moment are this much alike after they were encoded, scaled or graded; those of another scene never are.
    private const double Same = 0.985;

    // A frame this near to the first is the first.
    private const int Beginning = 2;
    private const int Around = 6;

    // What words show is drawn with other grain: the right moment is this much like the picture, and more than any other.
    private const double AsWords = 0.97;
    private const int Searched = 40 * TakeOrder.Rate;
    private const int MostClips = 200;

    private const int MostBeginnings = 10_000;

    private readonly TakePlanner planner = new(options);
    // Pictures that are no frame of anything, each with the picture drawn here that it is a copy of.
    private readonly ConcurrentDictionary<(string Picture, string Words), string?> beginnings = [];

    /// <summary>The order with what it goes on from, where its start picture is a frame of something.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="picture">Address of the start picture, or its bytes in base 64.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<TakeOrder> BeginAsync(TakeOrder order, string picture, CancellationToken cancellation)
    {
        var address = picture.Contains(':', StringComparison.Ordinal) ? picture : "data:image/png;base64," + picture;
        if (order.Edit is not null || shelf.Load(address) is not { } bytes)
            return order;
        var hash = StillBook.HashOf(bytes);
        if (stills.Holds(hash))
            return After(order, stills.Note(hash));
        if (await SeeAsync(address, cancellation) is not { ShowsSomething: true } seen)
            return order;
        var words = order.Stretches()[0].Prompt;
        var first = journal.All().Select(job => job.Order?.GoesOn).FirstOrDefault(earlier => earlier?.Picture == hash);
        var found = first is not null ? (first.Of, first.Frame, first.WordsAlone) : await FoundAsync(hash, seen.Grey, order, words, cancellation);
        return found is var (of, frame, alone) ? order with { GoesOn = new(hash, of, frame, first?.First ?? words) { WordsAlone = alone } }
            : beginnings.GetValueOrDefault((hash, words)) is { } still ? After(order, stills.Note(still)) : order;
    }

    // Who is seen in the picture is seen in the take; a request without words is filmed by the picture's.
    private static TakeOrder After(TakeOrder order, StillNote? note) => note is null ? order : order with
    {
        Cast = note.Cast,
        Prompt = order.Prompt.Length == 0 && order.Parts is null or [{ Prompt: "" }] ? note.Prompt : order.Prompt,
        Parts = order.Parts is [{ Prompt: "" } only] ? [only with { Prompt = note.Prompt }] : order.Parts,
    };

    // Where nothing was found, nothing will be by the same words.
    private async Task<(TakeOrder Of, int Frame, bool WordsAlone)?> FoundAsync(string hash, byte[] seen, TakeOrder order, string words, CancellationToken cancellation)
    {
        if (beginnings.ContainsKey((hash, words)))
            return null;
        var (found, still) = await Task.Run(() => Find(seen, order, words), cancellation);
        if (found is null && beginnings.Count < MostBeginnings)
            beginnings[(hash, words)] = still;
        return found;
    }

    private async Task<StartPicture?> SeeAsync(string address, CancellationToken cancellation)
        => shelf.Keep(address) is { } file ? await StartPicture.ReadAsync(options.FfmpegPath, shelf.Find(file)!, cancellation) : null;

    private ((TakeOrder Of, int Frame, bool WordsAlone)? Found, string? Still) Find(byte[] seen, TakeOrder order, string words)
    {
        var look = new ClipLook();
        look.Add(seen, StartPicture.Width, StartPicture.Height);
        var (still, drawn) = stills.Looks.Select(still => (still.Hash, look.Nearest(still.Look).Likeness)).DefaultIfEmpty(("", 0)).MaxBy(candidate => candidate.Item2);
        var clip = sources.Looks().TakeLast(MostClips).Select(film => (film.Order, Best: look.Nearest(film.Look))).OrderByDescending(candidate => candidate.Best.Likeness).FirstOrDefault();
        if (Math.Max(drawn, clip.Best.Likeness) < Same)
            return (InWords(seen, order, words) is { } time ? (PlainOrder(order, words), time, true) : null, null);
        if (drawn >= clip.Best.Likeness)
            return (null, still);
        var of = clip.Order!;
        var (frame, _) = Nearest(seen, Small(of), planner.Stretches(Small(of)), Enumerable.Range(Math.Max(0, clip.Best.Frame - Around), (2 * Around) + 1));
        return (frame > Beginning ? (of, frame, false) : null, null);
    }

    // The scene of the words at every second, and then at every frame about the second that is most like the picture.
    private int? InWords(byte[] seen, TakeOrder order, string words)
    {
        var plain = Small(PlainOrder(order, words));
        Stretch[] scene = [new(planner.Plain(plain), 0, Searched)];
        var second = Nearest(seen, plain, scene, Enumerable.Range(0, Searched / TakeOrder.Rate).Select(at => at * TakeOrder.Rate)).Frame;
        if (second == 0)
            return null;
        var (frame, likeness) = Nearest(seen, plain, scene, Enumerable.Range(second - (TakeOrder.Rate / 2), TakeOrder.Rate + 1));
        return likeness >= AsWords ? frame : null;
    }

    private static (int Frame, double Likeness) Nearest(byte[] seen, TakeOrder order, IReadOnlyList<Stretch> scene, IEnumerable<int> frames)
    {
        using var reel = new StretchReel(scene);
        var drawn = new byte[order.Width * order.Height * 3 / 2];
        var most = scene.Sum(stretch => stretch.Frames) - 1;
        var best = (Frame: 0, Likeness: -1.0);
        foreach (var frame in frames.Where(frame => frame <= most))
        {
            reel.Draw(frame, drawn);
            var likeness = StartPicture.Likeness(seen, drawn.AsSpan(0, seen.Length));
            if (likeness > best.Likeness)
                best = (frame, likeness);
        }

        return best;
    }

    private static TakeOrder PlainOrder(TakeOrder order, string words) => order with { Prompt = words, Parts = null, GoesOn = null, Seconds = Searched / (double)TakeOrder.Rate };

    private static TakeOrder Small(TakeOrder order) => order with { Width = StartPicture.Width, Height = StartPicture.Height };
}
