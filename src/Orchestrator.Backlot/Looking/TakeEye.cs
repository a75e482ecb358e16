using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Looking;

/// <summary>
/// Looks at pictures of a take as a judge does. A clip that was made here is recognised by its look, and its pictures are held against what
/// its request asked for; of any other it tells what pictures alone tell, and of the rest that they do not.
/// </summary>
internal sealed class TakeEye(TakePlanner planner, ClipMemory memory)
{
    /// <summary>What is seen, by aspect.</summary>
    /// <param name="board">The picture that the take was made from.</param>
    /// <param name="shots">Pictures of the take, in the order of time.</param>
    public IReadOnlyDictionary<string, Sight> Look(SeenPicture board, IReadOnlyList<SeenPicture> shots)
    {
        var reading = new TakeReading(board, shots);
        var sights = PlainLooks.Of(reading).ToDictionary(look => look.Aspect, look => look.Sight);
        (sights["identity"], sights["physics"], sights["action"]) = shots.All(shot => !shot.ShowsSomething)
            ? (Nothing, Nothing, Nothing)
            : Acted(reading, board, shots);
        return sights;
    }

    private static Sight Nothing => Sight.Unclear("the pictures show nothing");

    private (Sight Identity, Sight Physics, Sight Action) Acted(TakeReading reading, SeenPicture board, IReadOnlyList<SeenPicture> shots)
    {
        var (identity, physics, action) = memory.Recall(shots) is var (order, frames)
            ? new KnownTake(new IdealTake(planner, order, board.Width, board.Height), shots, frames).Look()
            : Stranger(reading);
        return reading.FrozenFrom() is { } frozen
            ? (identity, physics, Sight.No("the subject stops half way and does not finish", 0.85, Enumerable.Range(frozen, shots.Count - frozen)))
            : (identity, physics, action);
    }

    private static (Sight Identity, Sight Physics, Sight Action) Stranger(TakeReading reading)
    {
        var cut = reading.CutBefore();
        var followed = reading.Steps.Count > 0 && reading.Steps.Min(step => step.Likeness) > 0.6;
        var begins = reading.Opening.Likeness > 0.6;
        var identity = cut is { } at ? Sight.No("after a cut it is another place, and the subject cannot be followed", 0.85, Enumerable.Range(at, reading.Shots.Count - at))
            : begins && followed ? Sight.Yes("what the first picture shows can be followed to the last", 0.6)
            : Sight.Unclear(begins ? "it cannot be followed from picture to picture" : "nothing of the first picture is found in the take");
        var physics = followed && reading.Steps.Min(step => step.Likeness) > 0.85 ? Sight.Yes("shapes stay as they are from picture to picture", 0.6) : Sight.Unclear("the pictures lie too far apart to say");
        if (reading.Moved.Count > 1 && reading.Moved.All(moved => moved == 0))
            return (identity, physics, Sight.No("nothing moves from the first picture to the last", 0.85, Enumerable.Range(0, reading.Shots.Count)));
        var action = reading.IsPosedOtherwise() ? Sight.No("the subject holds another pose than on the first picture", 0.7, Enumerable.Range(0, reading.Shots.Count))
            : begins ? Sight.Yes("it goes on from the first picture", 0.6)
            : Sight.Unclear("what is done cannot be made out");
        return (identity, physics, action);
    }
}
