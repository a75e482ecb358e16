namespace Orchestrator.Backlot.Looking;

/// <summary>Pictures of a take beside the picture that it was made from, with what the camera did between them taken out.</summary>
internal sealed class TakeReading
{
    // What a camera can do between two pictures, and between the board and a take that frames it otherwise.
    private static readonly float[] Nearby = [0.88f, 0.92f, 0.96f, 1, 1.04f, 1.08f, 1.13f];
    private static readonly float[] Any = [0.7f, 0.76f, 0.82f, 0.88f, 0.92f, 0.96f, 1, 1.04f, 1.08f, 1.13f, 1.2f, 1.27f, 1.35f, 1.44f];

    // Grey levels: two pictures of what stands still differ by less, for all that they were encoded.
    private const float Still = 0.6f;

    // How much more alike another framing has to be than the camera's own movement.
    private const double Better = 0.12;

    public TakeReading(SeenPicture board, IReadOnlyList<SeenPicture> shots)
    {
        (Board, Shots) = (board, shots);
        Steps = [.. shots.Zip(shots.Skip(1), (one, next) => Alignment.Find(one, next, Nearby, 0.2f))];
        Opening = Open(board, shots[0]);
        var from = Alignment.None;
        List<Alignment> whole = [from];
        foreach (var step in Steps)
            whole.Add(from = from.Then(step));
        FromFirst = whole;
        Moved = [.. shots.Zip(shots.Skip(1), (one, next) => one.Luma.Zip(next.Luma, (a, b) => Math.Abs(a - b)).Average())];
    }

    public SeenPicture Board { get; }

    public IReadOnlyList<SeenPicture> Shots { get; }

    /// <summary>From the board to the first picture of the take.</summary>
    public Alignment Opening { get; }

    /// <summary>From each picture to the next.</summary>
    public IReadOnlyList<Alignment> Steps { get; }

    /// <summary>From the first picture to each.</summary>
    public IReadOnlyList<Alignment> FromFirst { get; }

    /// <summary>How far each picture is from the next, in grey levels, whatever moved.</summary>
    public IReadOnlyList<float> Moved { get; }

    /// <summary>Share of a picture that is not so in another, the camera apart; the board is picture −1.</summary>
    public double Changed(int one, int other)
    {
        var how = one < 0 ? Opening.Then(FromFirst[other]) : FromFirst[one].Back().Then(FromFirst[other]);
        var (first, second) = (one < 0 ? Board : Shots[one], Shots[other]);
        return Sameness.Changed(first, second, how.Refined(first, second));
    }

    /// <summary>The picture from which on nothing moves any more, after something did; null when there is none.</summary>
    public int? FrozenFrom()
    {
        var from = Moved.Count;
        while (from > 0 && Moved[from - 1] < Still)
            from--;
        return from > 0 && Moved.Count - from >= 2 && Moved.Take(from).Max() > 4 * Math.Max(Still, Moved.Skip(from).Max()) ? from : null;
    }

    /// <summary>The first picture after a cut; null when there is none.</summary>
    public int? CutBefore()
    {
        if (Steps.Count < 3)
            return null;
        var at = Enumerable.Range(0, Steps.Count).MinBy(step => Steps[step].Likeness);
        var others = Steps.Where((_, step) => step != at).ToList();
        return Steps[at].Likeness < 0.45 && Steps[at].Likeness < 0.5 * others.Min(step => step.Likeness) && Moved[at] > 1.3 * Moved.Where((_, step) => step != at).Max() ? at + 1 : null;
    }

    /// <summary>Whether the subject holds another pose than on the board, from the first picture to the last.</summary>
    public bool IsPosedOtherwise()
    {
        if (Reframed || Opening.Likeness < 0.5)
            return false;
        var shots = Enumerable.Range(0, Shots.Count).ToList();
        var nearest = shots.Min(at => Changed(-1, at));
        // Movement brings a picture near to one of its neighbours.
        return nearest >= 0.018 && nearest > 1.8 * shots.Skip(1).Max(at => Changed(at - 1, at));
    }

    /// <summary>Whether the take frames its subject otherwise than the board.</summary>
    public bool Reframed { get; private set; }

    // The camera has done about half of what it does from one picture to the next.
    private Alignment Open(SeenPicture board, SeenPicture first)
    {
        var half = Steps.Count == 0 ? Alignment.None : new Alignment(MathF.Sqrt(Steps[0].Scale), Steps[0].X / 2, Steps[0].Y / 2, 0);
        var (usual, other) = (half.Refined(board, first), Alignment.Find(board, first, Any, 0.25f));
        Reframed = other.Likeness > usual.Likeness + Better;
        return Reframed ? other : usual;
    }
}
