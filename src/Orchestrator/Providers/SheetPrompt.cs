using System.Globalization;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers;

/// <summary>The prompts of reference sheets, and of the frames that are drawn after them.</summary>
internal static class SheetPrompt
{
    /// <summary>One picture of a character, product or place by itself, plainly lit, from which every frame and take is to know it.</summary>
    public static string Of(Likeness likeness, IReadOnlyList<string> colours, string? note)
    {
        var alone = likeness.Kind == LikenessKind.Place
            ? $"one reference picture of {likeness.Name} with nobody in it, no text"
            : $"one reference picture of {likeness.Name} alone, whole, evenly lit, no text";
        return PromptCompiler.Image(Fields(likeness, colours), note is null ? alone : $"{alone}; {note}");
    }

    /// <summary>The prompt of a frame, with its references introduced in the row's mention syntax.</summary>
    public static string Frame(ShotFields fields, IReadOnlyList<TakeReference> references, ModelRow row, string? note) => string.Join('\n',
    [
        .. references.Select((reference, index) =>
            PromptRoom.Fit($"{string.Format(CultureInfo.InvariantCulture, row.Input.Mention, reference.Kind, index + 1, index)} is {reference.Purpose}: keep this likeness.", PromptRoom.Of(row, fields).Mention)),
        PromptCompiler.Image(fields, note, row),
    ]);

    private static ShotFields Fields(Likeness likeness, IReadOnlyList<string> colours)
    {
        var place = likeness.Kind == LikenessKind.Place;
        var person = likeness.Kind == LikenessKind.Character;
        return new(
            new(place ? "nobody, only the place" : likeness.InWords()),
            new(Warmth.Neutral, LightQuality.Soft, LightDirection.Front, TimeOfDay.Day),
            new(colours),
            new(place ? Framing.Wide : Framing.Medium, 50, 55),
            new(person ? Stance.Standing : Stance.Still, Gesture.Relaxed, Facing.Camera),
            new(place ? likeness.InWords() : "plain backdrop of a studio", Weather.Clear),
            new(CameraMove.Locked, Pace.Slow),
            new(MotionLevel.Still),
            new(),
            new(null));
    }
}
