using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>Finds the likenesses of a brief by their names.</summary>
internal static class NamedLikenesses
{
    /// <summary>The likeness of a kind that a text names first; null when it names none.</summary>
    public static Likeness? First(Brief brief, LikenessKind kind, string text) => (brief.Likenesses ?? [])
        .Where(likeness => likeness.Kind == kind && Lexicon.At(text, likeness.Name) >= 0)
        .MinBy(likeness => Lexicon.At(text, likeness.Name));

    /// <summary>
    /// The shot with the ids of the likenesses that are in it: those that its beat names, and those that its subject or its place is,
    /// although only an earlier beat names them. Who is in it comes before what, and what before where, for a model that takes few
    /// references takes the first; within a kind it is the order of the beat. A shot that goes on from another is in that one's place,
    /// whatever place its beat speaks of.
    /// </summary>
    public static Shot Mark(Brief brief, Shot shot)
    {
        var text = $"{shot.Beat} {shot.Fields.Subject.Description} {shot.Fields.Environment.Setting}";
        var named = (brief.Likenesses ?? []).Where(likeness => Lexicon.At(In(likeness), likeness.Name) >= 0).OrderBy(likeness => likeness.Kind).ThenBy(likeness => Lexicon.At(text, likeness.Name)).ToList();
        string In(Likeness likeness) => likeness.Kind == LikenessKind.Place && shot.ContinuesFrom is not null ? shot.Fields.Environment.Setting : text;
        return named.Count == 0 ? shot : shot with { Likenesses = [.. named.Select(likeness => likeness.Id)] };
    }
}
