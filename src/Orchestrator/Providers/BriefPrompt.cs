using System.Globalization;
using Orchestrator.Model;
using static Orchestrator.Providers.PromptWords;

namespace Orchestrator.Providers;

/// <summary>
/// The prompt of one of several shots, for which models take few characters: the same clauses in as few words as they can be said in,
/// and what goes without saying is left out. Each text has its own room, so that a change of one field changes no other; several at once,
/// which no plan and no repair asks for, take room from the texts.
/// </summary>
internal static class BriefPrompt
{
    /// <summary>Fewest characters that it needs.</summary>
    public const int Least = Bounded + 60;

    // The longest that labels, numbers and the words of our own come to in a shot as it is planned, and by the change of any one field.
    private const int Bounded = 224 + 34;

    // Introductions of references, and the clause of an end.
    private const int MostMentions = 2;
    private const int LongestMention = 26;
    private const int EndRoom = 50;
    private const int ActionLabel = 18;

    /// <summary>The clauses, in the order of every prompt.</summary>
    /// <param name="fields">The shot.</param>
    /// <param name="shown">The introductions of the references that it shows.</param>
    /// <param name="all">Those of all references of the request, for which room is kept whatever a shot shows.</param>
    /// <param name="limit">Most characters.</param>
    public static IEnumerable<string> Clauses(ShotFields fields, IEnumerable<string> shown, IEnumerable<string> all, int limit)
    {
        var room = Room(limit, all, fields);
        return [.. shown.Take(MostMentions).Select(mention => PromptRoom.Fit(mention, room.Mention)), .. Clauses(fields, room)];
    }

    /// <summary>The share of each free text.</summary>
    public static PromptRoom Room(int limit, IEnumerable<string> mentions, ShotFields fields)
    {
        var introductions = mentions.Select(mention => Math.Min(mention.Length, LongestMention) + 1).OrderDescending().Take(MostMentions).Sum();
        var bounded = Math.Max(Bounded + (fields.Ending is null ? 0 : EndRoom) + (fields.Action is null ? 0 : ActionLabel), string.Join('\n', Clauses(fields, default)).Length);
        return PromptRoom.Shared(limit - bounded - introductions, fields, LongestMention);
    }

    private static List<string> Clauses(ShotFields fields, PromptRoom room)
    {
        List<string> clauses =
        [
            $"Subject: {PromptRoom.Fit(fields.Subject.Description, room.Subject)}",
            $"Lighting: {Lighting(fields.Lighting)}",
            $"Palette: {Palette(fields.Palette, room.Palette)}",
            $"Composition: {Composition(fields.Composition)}",
            $"Pose: {Pose(fields.Pose)}{Insisted(fields.Pose.Insistence)}",
            $"Environment: {Place(fields.Environment, room.Setting)}",
            $"Camera: {Camera(fields.Camera)}",
            $"Motion: {Word(fields.Motion.Level)}{Unless(fields.Motion.SpeedPercent, 100, ", speed {0:0}%")}{Insisted(fields.Motion.Insistence)}",
        ];
        if (fields.Action is { } action)
            clauses.Insert(1, $"Action: {PromptRoom.Fit(action.Description, room.Action)}{Insisted(action.Insistence)}");
        if (fields.Stability.Insistence != Insistence.Plain)
            clauses.Add("Stability: steady, no flicker");
        clauses.Add($"Sound: {(fields.Audio.Description is { } heard ? PromptRoom.Fit(heard, room.Sound) + Insisted(fields.Audio.Insistence) : "none")}");
        if (fields.Ending is { } end)
            clauses.Add($"Ending: {PromptRoom.Fit(end.Description, EndRoom - 20)}{Insisted(end.Insistence)}");
        return clauses;
    }

    private static string Lighting(Lighting light) =>
        $"{Word(light.Warmth)} {Word(light.Quality)} from {From(light.From)}, {Word(light.Time)}{Unless(light.ExposureEv, 0, ", exposure {0:+0.#;-0.#} EV")}";

    private static string Palette(Palette palette, int room) =>
        $"{PromptRoom.Fit(string.Join(", ", palette.Colours), room)}{Unless(palette.SaturationPercent, 100, ", saturation {0:0}%")}{Unless(palette.HueShiftDegrees, 0, ", hue shift {0:+0;-0}")}";

    private static string Composition(Composition mark) => string.Create(
        CultureInfo.InvariantCulture, $"{Word(mark.Framing)}, {mark.SubjectX:0}% across, {mark.SubjectY:0}% down{Unless(mark.ScalePercent, 100, ", scale {0:0}%")}");

    private static string Camera(Camera camera) => $"{Move(camera)}{(camera.OneTake == Insistence.Plain ? "" : ", no cuts")}";

    private static string Insisted(Insistence insistence) => insistence == Insistence.Plain ? "" : ", strictly";

    private static string Unless(double value, double usual, string form) => Math.Abs(value - usual) < 1e-9 ? "" : string.Format(CultureInfo.InvariantCulture, form, value);
}
