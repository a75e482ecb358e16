using Orchestrator.Backlot.Defects;

namespace Orchestrator.Backlot.Looking;

/// <summary>
/// Pictures of a clip that was recognised, held against the same frames as they were asked for. Where they differ, the one fault is looked
/// for whose drawing they are like.
/// </summary>
internal sealed class KnownTake(IdealTake ideal, IReadOnlyList<SeenPicture> shots, IReadOnlyList<int> frames)
{
    // Shares of a picture. Encoding and strong tints alone change less than the first; what is less counts where other pictures of the
    // take are so much nearer to what was asked.
    private const double Plain = 0.008;
    private const double Noticed = 0.002;
    private const double Nearer = 4;

    // A fault explains a difference when what is left of it is less than this share.
    private const double Explained = 0.5;
    private const int Looked = 3;

    // What a face has to explain: this much of the picture, and this much of what differs.
    private const double Face = 0.0008;
    private const double Smaller = 0.8;
    private const double ElsewhereLikeness = 0.4;
    private const string Another = "the face is not the one of the first picture";

    private static readonly (Defect Defect, string Evidence)[] Impossible =
    [
        (Defect.LimbGhosting, "a limb shows twice"),
        (Defect.MeshBleed, "the subject melts into what is behind it"),
        (Defect.RotationClip, "the picture tears as the camera turns"),
        (Defect.LatentOverload, "the place bends as the camera moves"),
        (Defect.WindRig, "the clothes part from the body"),
        (Defect.Buoyancy, "the subject floats without weight"),
    ];

    private readonly IReadOnlyList<SeenPicture> asked = ideal.Draw(frames);

    /// <summary>How far each picture is from what was asked, as a share of it.</summary>
    public IReadOnlyList<double> Off { get; private set; } = [];

    /// <summary>What is seen of each aspect.</summary>
    public (Sight Identity, Sight Physics, Sight Action) Look()
    {
        Off = [.. asked.Zip(shots, Sameness.Differs)];
        var bad = Enumerable.Range(0, shots.Count).Where(shot => Off[shot] > Plain || (Off[shot] > Noticed && Off[shot] > Nearer * Off.Min())).ToList();
        var (identity, physics, action) = (Sight.Yes("the same subject in every picture", 0.9), Sight.Yes("everything keeps its number, its shape and its weight", 0.9), Sight.Yes("what was to be done is done", 0.9));
        if (bad.Count == 0)
            return (Drifted() ?? identity, physics, action);
        // Some of them tell as much as all.
        var some = bad.Where((_, index) => index % ((bad.Count + Looked - 1) / Looked) == 0).ToList();
        var at = some.Select(shot => frames[shot]).ToList();
        var off = some.Average(shot => Off[shot]);
        var guesses = Impossible.Select(fault => (fault.Evidence, IsPhysics: true, Left: Left(ideal.With(fault.Defect, at), some) / off))
            .Append((Evidence: Another, IsPhysics: false, Left: Left(ideal.WithDrift(at), some) / off))
            .Append((Evidence: Another, IsPhysics: false, Left: Left(ideal.WithStranger(at), some) / off));
        var (evidence, isPhysics, left) = guesses.MinBy(guess => guess.Left);
        if (left < Explained)
            return isPhysics ? (identity, Sight.No(evidence, Sure(left), bad), action) : (Sight.No(evidence, Sure(left), bad), physics, action);
        if (Elsewhere(bad) is { } cut)
            return (Sight.No("after a cut it is another place, and the subject cannot be followed", 0.9, Enumerable.Range(cut, shots.Count - cut)), physics, action);
        // Who has another pose has it from the beginning.
        return bad.Count == shots.Count
            ? (identity, physics, Sight.No("the subject holds another pose and does something else", 0.8, bad))
            : (identity, Sight.Unclear("something in some pictures is not as it was asked, and looks like no known fault"), action);
    }

    // A face is a small part of a picture: whether it is another one is asked also where nothing was noticed.
    private Sight? Drifted()
    {
        var last = Enumerable.Range(0, shots.Count).Where(shot => shot >= shots.Count * 2 / 3).TakeLast(Looked).ToList();
        var (off, left) = (last.Average(shot => Off[shot]), Left(ideal.WithDrift([.. last.Select(shot => frames[shot])]), last));
        return left < Smaller * off && off - left > Face ? Sight.No(Another, 0.7, last) : null;
    }

    private double Left(IReadOnlyList<SeenPicture> drawn, List<int> some) => drawn.Zip(some, (picture, shot) => Sameness.Differs(picture, shots[shot])).Average();

    // From some picture on, all are of another place.
    private int? Elsewhere(List<int> bad)
    {
        var from = shots.Count;
        while (from > 0 && bad.Contains(from - 1) && Alignment.LikenessOf(1, 0, 0, asked[from - 1].Shape, shots[from - 1].Shape) < ElsewhereLikeness)
            from--;
        return from > 0 && from < shots.Count ? from : null;
    }

    private static double Sure(double left) => Math.Round(0.95 - (0.5 * left), 2);
}
