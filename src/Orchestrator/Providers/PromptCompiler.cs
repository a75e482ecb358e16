using System.Globalization;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using static Orchestrator.Providers.PromptWords;

namespace Orchestrator.Providers;

/// <summary>
/// Typed shot to prompt text: one labelled clause a field, in a fixed order. Changing one field changes one clause and nothing
/// else, which is what makes a repair a diff.
/// </summary>
internal static class PromptCompiler
{
    // A still shows the first moment of what a clip shows whole.
    private const string FirstMoment = "as it begins: ";

    /// <summary>The prompt of a take.</summary>
    public static string Video(ShotFields fields) => string.Join('\n', Clauses(fields, PromptRoom.Any).Select(clause => clause.Text));

    /// <summary>
    /// The prompt of a request in its model's dialect: references are introduced in the mention syntax of the row, an edit asks for
    /// its one field and for everything else to stay, and no prompt is longer than the model takes.
    /// </summary>
    public static string Video(TakeRequest request, ModelRow row) => request.Source is { } source && row.Edits
        ? Edit(request.Fields, source.Field, row)
        : Whole(request, request.Fields, row);

    /// <summary>The prompt of one further shot of a generation.</summary>
    public static string Cut(TakeCut cut, TakeRequest request, ModelRow row) => Whole(request, cut.Fields, row);

    /// <summary>What is said to an edit model: one clause, and that nothing else may change.</summary>
    public static string Edit(ShotFields fields, ShotField field, ModelRow row)
    {
        var clauses = Clauses(fields, PromptRoom.Of(row, fields));
        var clause = clauses.FirstOrDefault(candidate => candidate.Field == field).Text
            ?? throw new ArgumentException($"{field} is not a clause of a prompt; it cannot be edited.", nameof(field));
        // What paints within a mask sees nothing of what was there: it is told who and where, and takes light and colours from around.
        if (row.Input.Form == "inpaint")
            return string.Join('\n', clauses.Where(candidate => candidate.Field == field || candidate.Field is ShotField.Subject or ShotField.Action or ShotField.Environment).Select(candidate => candidate.Text));
        return $"{clause}\nNote: change only this; keep everything else in the video exactly as it is.";
    }

    /// <summary>The prompt of a storyboard frame: what can be seen in a still.</summary>
    public static string Image(ShotFields fields, string? note) =>
        string.Join('\n', note is null ? Picture(fields) : [.. Picture(fields), $"Note: {note}"]);

    /// <summary>The prompt of a storyboard frame, no longer than its model takes beside the introduction of its references.</summary>
    public static string Image(ShotFields fields, string? note, ModelRow row)
    {
        var room = PromptRoom.Of(row, fields);
        var clauses = PictureClauses(fields, room, FirstMoment).Select(clause => clause.Text);
        // A note is one of the free texts, and has the share that the sound has in a clip's prompt.
        return string.Join('\n', note is null ? clauses : clauses.Append($"Note: {PromptRoom.Fit(note, room.Sound)}"));
    }

    private static IEnumerable<string> Picture(ShotFields fields) => PictureClauses(fields, PromptRoom.Any, FirstMoment).Select(clause => clause.Text);

    /// <summary>
    /// The free texts of a request that its model takes in part alone, in words such as <c>subject of s02</c>; empty where all of them fit.
    /// </summary>
    public static IReadOnlyList<string> Shortened(TakeRequest request, ModelRow row)
    {
        if (row.Edits && request.Source is not null)
            return [];
        var shots = (request.Cuts ?? []).Select(cut => (cut.ShotId, cut.Fields)).Prepend((request.ShotId, request.Fields));
        return [.. shots.SelectMany(shot => Cut(shot.Fields, RoomFor(request, shot.Fields, row)).Select(text => request.Cuts is null ? text : $"{text} of {shot.ShotId}"))];
    }

    private static IEnumerable<string> Cut(ShotFields fields, PromptRoom room)
    {
        if (fields.Subject.Description.Length > room.Subject)
            yield return "subject";
        if (fields.Action?.Description.Length > room.Action)
            yield return "action";
        if (fields.Environment.Setting.Length > room.Setting)
            yield return "place";
        if (fields.Audio.Description?.Length > room.Sound)
            yield return "sound";
        if (List(fields.Palette.Colours).Length > room.Palette)
            yield return "colours";
    }

    private static PromptRoom RoomFor(TakeRequest request, ShotFields fields, ModelRow row) => BriefLimit(request, row) is { } limit
        ? BriefPrompt.Room(limit, Introductions(request, row).Select(reference => reference.Text), fields)
        : PromptRoom.Of(row, fields);

    // One of several shots may have less room than the one prompt of a single shot.
    private static int? BriefLimit(TakeRequest request, ModelRow row) => request.Cuts is { Count: > 0 } ? row.Several?.PromptLimit : null;

    private static string Whole(TakeRequest request, ShotFields fields, ModelRow row)
    {
        if (BriefLimit(request, row) is { } limit)
            return string.Join('\n', BriefPrompt.Clauses(fields, Mentions(request, row, fields), Introductions(request, row).Select(reference => reference.Text), limit));
        var room = PromptRoom.Of(row, fields);
        return string.Join('\n', Mentions(request, row, fields).Select(mention => PromptRoom.Fit(mention, room.Mention)).Concat(Clauses(fields, room).Select(clause => clause.Text)));
    }

    private static IReadOnlyList<(ShotField Field, string Text)> Clauses(ShotFields fields, PromptRoom room) =>
    [
        .. PictureClauses(fields, room, ""),
        (ShotField.Camera, $"Camera: {Camera(fields.Camera)}"),
        (ShotField.Motion, $"Motion: {Motion(fields.Motion)}"),
        (ShotField.Stability, $"Stability: {Stability(fields.Stability)}"),
        (ShotField.Audio, $"Sound: {(fields.Audio.Description is { } heard ? PromptRoom.Fit(heard, room.Sound) + Insisted(fields.Audio.Insistence) : "none")}"),
        .. fields.Ending is { } end ? [(ShotField.Ending, $"Ending: {end.Description}{Insisted(end.Insistence)}")] : Array.Empty<(ShotField, string)>(),
    ];

    private static IReadOnlyList<(ShotField Field, string Text)> PictureClauses(ShotFields fields, PromptRoom room, string moment) =>
    [
        (ShotField.Subject, $"Subject: {PromptRoom.Fit(fields.Subject.Description, room.Subject)}"),
        .. fields.Action is { } action
            ? [(ShotField.Action, $"Action: {moment}{PromptRoom.Fit(action.Description, room.Action)}{Insisted(action.Insistence)}")]
            : Array.Empty<(ShotField, string)>(),
        (ShotField.Lighting, $"Lighting: {Lighting(fields.Lighting)}"),
        (ShotField.Palette, $"Palette: {Palette(fields.Palette, room.Palette)}"),
        (ShotField.Composition, $"Composition: {Composition(fields.Composition)}"),
        (ShotField.Pose, $"Pose: {Pose(fields.Pose)}{Insisted(fields.Pose.Insistence)}"),
        (ShotField.Environment, $"Environment: {Place(fields.Environment, room.Setting)}"),
    ];

    // Of several shots each introduces what it shows: a likeness that is introduced is drawn.
    private static IEnumerable<string> Mentions(TakeRequest request, ModelRow row, ShotFields fields)
    {
        var shown = $"{fields.Subject.Description} {fields.Environment.Setting}";
        return Introductions(request, row).Where(reference => request.Cuts is null || shown.Contains(reference.Purpose, StringComparison.OrdinalIgnoreCase)).Select(reference => reference.Text);
    }

    // "@Image1 is the barista": what a number stands for, in the order in which the references are sent.
    private static IEnumerable<(string Purpose, string Text)> Introductions(TakeRequest request, ModelRow row)
    {
        var counts = new Dictionary<ReferenceKind, int>();
        foreach (var (kind, purpose) in (request.References ?? []).Select(reference => (reference.Kind, reference.Purpose)).Distinct())
        {
            var number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            yield return (purpose, $"{string.Format(CultureInfo.InvariantCulture, row.Input.Mention, kind, number, number - 1)} is {purpose}.");
        }
    }

    private static string Lighting(Lighting light) =>
        $"{Word(light.Warmth)} {Word(light.Quality)} key light from {From(light.From)}, {Word(light.Time)}, exposure {Signed(light.ExposureEv)} EV";

    private static string Palette(Palette palette, int room) =>
        $"{PromptRoom.Fit(List(palette.Colours), room)}, saturation {Number(palette.SaturationPercent)}%, hue shift {Signed(palette.HueShiftDegrees)} degrees";

    private static string Composition(Composition mark) =>
        $"{Word(mark.Framing)} shot, subject at {Number(mark.SubjectX)}% across and {Number(mark.SubjectY)}% down, scale {Number(mark.ScalePercent)}%";

    private static string Camera(Camera camera) => camera.OneTake switch
    {
        Insistence.Plain => Move(camera),
        Insistence.Insisted => $"{Move(camera)}, one continuous take",
        _ => $"{Move(camera)}, strictly one continuous take, no cuts",
    };

    private static string Motion(Motion motion) =>
        $"{Word(motion.Level)} movement, speed {Number(motion.SpeedPercent)}%{Insisted(motion.Insistence)}";

    private static string Stability(Stability stability) => stability.Insistence switch
    {
        Insistence.Plain => "natural",
        Insistence.Insisted => "steady exposure and texture, no flicker",
        _ => "strictly steady exposure and texture, no flicker at all",
    };

    private static string Insisted(Insistence insistence) => insistence switch
    {
        Insistence.Plain => "",
        Insistence.Insisted => ", exactly as described",
        _ => ", strictly and exactly as described",
    };

    private static string List(IReadOnlyList<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.##;-0.##;+0", CultureInfo.InvariantCulture);
}
