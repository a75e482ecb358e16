using System.ComponentModel;

namespace Orchestrator.Planning.Notes;

/// <summary>A note as a language model says it again, in the words that the rules read; its shape is the schema of the answer.</summary>
/// <param name="Meaning">What is wanted.</param>
/// <param name="Field">The field that it is of.</param>
/// <param name="Words">The wish in the words of that field.</param>
internal sealed record NoteDraft(
    [Description("What the person wants to be different in the picture or in the sound, in one sentence.")] string Meaning,
    [Description("The one field that this is of; none when it is of none, or when it cannot be had without changing several.")] NoteDraft.Wish Field,
    [Description("The wish in the words that are offered for that field, without its name; empty for none.")] string Words)
{
    /// <summary>What a note can be of.</summary>
    public enum Wish
    {
        /// <summary>Nothing that one field says.</summary>
        None,

        /// <summary>Who or what it is.</summary>
        Subject,

        /// <summary>Light.</summary>
        Light,

        /// <summary>Colours.</summary>
        Colours,

        /// <summary>Framing.</summary>
        Framing,

        /// <summary>Pose.</summary>
        Pose,

        /// <summary>What happens.</summary>
        Action,

        /// <summary>Place and weather.</summary>
        Place,

        /// <summary>Camera.</summary>
        Camera,

        /// <summary>Movement.</summary>
        Movement,

        /// <summary>Stability.</summary>
        Stability,

        /// <summary>Sound.</summary>
        Sound,

        /// <summary>How the shot ends.</summary>
        Ending,
    }
}
