using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>Says a field more strongly: once, then strictly.</summary>
internal static class Insisting
{
    /// <summary>The stronger wordings of the field that repairs an attribute.</summary>
    public static IEnumerable<(TakeRequest Request, string Words)> Steps(ScoredAttribute attribute, TakeRequest parent)
    {
        var now = Now(attribute, parent.Fields);
        return Stronger(now).Select(next => (parent with { Fields = With(attribute, parent.Fields, next) }, Words($"{attribute.RepairedBy()}", now, next)));
    }

    /// <summary>The degrees above one, in order.</summary>
    public static IEnumerable<Insistence> Stronger(Insistence now)
    {
        for (var next = now + 1; next <= Insistence.Strict; next++)
            yield return next;
    }

    /// <summary>The change in words.</summary>
    public static string Words(string field, Insistence before, Insistence after) => $"{field}: asked {Said(after)} instead of {Said(before)}.";

    private static Insistence Now(ScoredAttribute attribute, ShotFields fields) => attribute switch
    {
        ScoredAttribute.Continuity => fields.Camera.OneTake,
        ScoredAttribute.Stability => fields.Stability.Insistence,
        ScoredAttribute.Pose => fields.Pose.Insistence,
        ScoredAttribute.Audio => fields.Audio.Insistence,
        // An end that the request does not speak of cannot be insisted on.
        ScoredAttribute.Ending => fields.Ending?.Insistence ?? Insistence.Strict,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), attribute, "Its field cannot be insisted on."),
    };

    private static ShotFields With(ScoredAttribute attribute, ShotFields fields, Insistence insistence) => attribute switch
    {
        ScoredAttribute.Continuity => fields with { Camera = fields.Camera with { OneTake = insistence } },
        ScoredAttribute.Stability => fields with { Stability = new Stability(insistence) },
        ScoredAttribute.Pose => fields with { Pose = fields.Pose with { Insistence = insistence } },
        ScoredAttribute.Ending => fields with { Ending = fields.Ending! with { Insistence = insistence } },
        _ => fields with { Audio = fields.Audio with { Insistence = insistence } },
    };

    private static string Said(Insistence insistence) => insistence switch
    {
        Insistence.Plain => "plainly",
        Insistence.Insisted => "with insistence",
        _ => "strictly",
    };
}
