using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>Finds among reference pictures the one that shows a script's subject.</summary>
internal static class Lookalikes
{
    private static readonly HashSet<string> Small = ["a", "an", "the", "in", "of", "with", "and", "at", "on", "to", "her", "his", "their", "who", "is"];

    /// <summary>The script with its subject as the references show it.</summary>
    public static ShotScript In(ShotScript script, IReadOnlyList<Likeness> references)
    {
        if (references.Count == 0)
            return script;
        var person = Casting.IsPerson(script);
        return script with
        {
            Likeness = references.Where(reference => reference.Subject is null || (reference.Worn is not null) == person).MaxBy(reference => Alike(reference, script)) is { } best && Alike(best, script) > 0 ? best : null,
            // Somebody may hold the thing that is shown beside them.
            Held = person && references.Where(reference => reference.Goods is not null).MaxBy(reference => Alike(reference, script)) is { } thing && Alike(thing, script) > 0 ? thing.Goods : null,
        };
    }

    /// <summary>What a picture of a script shows of its subject; null where nobody is seen.</summary>
    public static Likeness? Of(ShotScript script, float aspect, ulong lot)
    {
        if (script.Subject.StartsWith("nobody", StringComparison.Ordinal))
            return null;
        var mood = Mood.Of(script, aspect, Lot.Hash(lot, script.Place.Text));
        return Casting.IsPerson(script)
            ? new() { Subject = script.Subject, Worn = Wardrobe.Of(script, Casting.Holder(script), mood, Lot.Hash(lot, Casting.Holder(script))) }
            : new() { Subject = script.Subject, Goods = script.Likeness?.Paints ?? mood.Colours };
    }

    // Of pictures from elsewhere nobody says who is in them: they are taken at their word.
    private static double Alike(Likeness reference, ShotScript script)
    {
        if (reference.Subject is not { } subject)
            return 0.1;
        var (one, other) = (Words(subject), Words(script.Subject));
        return one.Intersect(other).Count() / (double)Math.Max(1, Math.Min(one.Count, other.Count));
    }

    private static HashSet<string> Words(string text) => [.. text.Split([' ', ',', '.', ';'], StringSplitOptions.RemoveEmptyEntries).Where(word => !Small.Contains(word))];
}
