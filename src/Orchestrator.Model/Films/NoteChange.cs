using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What a person's note changes in a shot that is taken again: exactly one field.</summary>
/// <param name="Field">The field; <see cref="ShotField.Seed"/> for another take of the same.</param>
/// <param name="Shot">The shot's fields from now on.</param>
/// <param name="Take">What the new take is asked for: what the take before was asked for, with the change.</param>
/// <param name="Words">The change in words.</param>
public sealed record NoteChange(ShotField Field, ShotFields Shot, ShotFields Take, string Words)
{
    /// <summary>The question to a language model that made the change of the note, with what it cost; null where rules read it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Consultation? Read { get; init; }

    /// <summary>Storyboard frames that are drawn anew for it.</summary>
    public int Pictures(Model.Shot shot) => IsSeen() ? shot.End is null ? 1 : 2 : Field == ShotField.Ending && shot.End is not null ? 1 : 0;

    /// <summary>How the shot ends with it: the picture of the end keeps what it alone says of pose and framing.</summary>
    public ShotEnd EndOf(ShotEnd before) => new(
        Shot.Ending?.Description ?? before.Beat,
        Field is ShotField.Pose or ShotField.Composition ? before.Fields : Shot with { Pose = before.Fields.Pose, Composition = before.Fields.Composition });

    /// <summary>Whether the storyboard frame shows the field, so that it is drawn anew.</summary>
    public bool IsSeen() => Field is ShotField.Subject or ShotField.Lighting or ShotField.Palette or ShotField.Composition or ShotField.Pose or ShotField.Action or ShotField.Environment;
}
