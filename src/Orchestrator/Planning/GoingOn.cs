using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>What a shot keeps that begins with another's last picture, whoever planned it.</summary>
internal static class GoingOn
{
    /// <summary>The picture that it begins with has its place, its light and its framing; what is asked otherwise would be a cut.</summary>
    /// <param name="own">What the shot asks for by itself.</param>
    /// <param name="before">The shot that it goes on from.</param>
    /// <param name="beat">What happens in it: a framing or a weather that it names is meant to change.</param>
    public static ShotFields From(ShotFields own, Shot before, string beat)
    {
        var shown = before.End?.Fields ?? before.Fields;
        return own with
        {
            Lighting = shown.Lighting,
            Composition = Lexicon.First(beat, Lexicon.Framings) is null ? shown.Composition : shown.Composition with { Framing = own.Composition.Framing },
            Environment = shown.Environment with { Weather = Lexicon.First(beat, Lexicon.Weathers) ?? shown.Environment.Weather },
            Pose = own.Pose.Stance == Stance.Still || shown.Pose.Stance == Stance.Still ? own.Pose : own.Pose with { Facing = shown.Pose.Facing },
        };
    }
}
