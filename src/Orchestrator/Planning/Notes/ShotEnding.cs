using Orchestrator.Model;

namespace Orchestrator.Planning.Notes;

/// <summary>Gives shots the ends that the brief says.</summary>
internal static class ShotEnding
{
    /// <summary>
    /// The shot with its end, where the brief gives it one: what the words say of pose and framing holds for the picture of the end,
    /// everything else stays as in the first, for it is one take.
    /// </summary>
    public static Shot Mark(Brief brief, Shot shot)
    {
        if (brief.ShotEnds?.GetValueOrDefault(shot.Number) is not { } beat)
            return shot;
        var (fields, said) = (shot.Fields with { Ending = new(beat) }, new FieldWords(beat));
        return shot with { Fields = fields, End = new(beat, fields with { Pose = said.Of(fields.Pose), Composition = said.Of(fields.Composition) }) };
    }
}
