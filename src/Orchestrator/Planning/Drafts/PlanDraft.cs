using System.ComponentModel;
using Orchestrator.Model;

namespace Orchestrator.Planning.Drafts;

/// <summary>A plan as a language model writes it; its shape is the schema of the answer.</summary>
/// <param name="Treatment">The story.</param>
/// <param name="Scenes">The scenes.</param>
internal sealed record PlanDraft(
    [Description("The film told in three to eight sentences: what is seen and heard, in order.")] string Treatment,
    [Description("The scenes in order; each is one place at one time.")] IReadOnlyList<PlanDraft.Scene> Scenes)
{
    /// <summary>All shots, in film order.</summary>
    public IEnumerable<Shot> Shots() => Scenes.SelectMany(scene => scene.Shots);

    /// <summary>One place at one time.</summary>
    public sealed record Scene(
        [Description("A few words.")] string Title,
        [Description("What the scene is for in the film, in one sentence.")] string Purpose,
        [Description("The shots in order.")] IReadOnlyList<Shot> Shots);

    /// <summary>One shot: one member for each thing that can fail.</summary>
    public sealed record Shot(
        [Description("What happens in the shot, in one sentence that stands alone: it names who does what. The model that films the shot is told it.")] string Beat,
        [Description("Length in seconds, its part of the transitions included.")] double Seconds,
        [Description("Who or what the shot shows, as a noun phrase with the looks that must not change, the same words in every shot that shows it.")] string Subject,
        Light Lighting,
        [Description("One to five plain colour names, the dominant first.")] IReadOnlyList<string> Palette,
        Mark Composition,
        Body Pose,
        Place Environment,
        Turn Camera,
        [Description("How much moves besides the camera.")] MotionLevel Motion,
        [Description("What is heard, in a few words; null for a silent shot.")] string? Sound);

    /// <summary>Light.</summary>
    public sealed record Light(Warmth Warmth, LightQuality Quality, [Description("Where the key light comes from.")] LightDirection From, TimeOfDay Time);

    /// <summary>Framing and the subject's place.</summary>
    public sealed record Mark(
        Framing Framing,
        [Description("Centre of the subject in percent of the width, from the left.")] double SubjectX,
        [Description("Centre of the subject in percent of the height, from the top.")] double SubjectY);

    /// <summary>What the body does; a thing is still.</summary>
    public sealed record Body(Stance Stance, Gesture Gesture, Facing Facing);

    /// <summary>Place and weather.</summary>
    public sealed record Place([Description("The place as a noun phrase, the same words in every shot of a scene.")] string Setting, Weather Weather);

    /// <summary>The camera's move.</summary>
    public sealed record Turn([Description("One move only.")] CameraMove Move, Pace Pace);
}
