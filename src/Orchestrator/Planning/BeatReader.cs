using System.Text.RegularExpressions;
using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>Reads the typed fields of a shot from the words of its beat; what a beat leaves open follows the film's style and a fixed rhythm of framings and moves.</summary>
internal sealed partial class BeatReader(Brief brief)
{
    private static readonly Framing[] FramingRhythm = [Framing.Wide, Framing.Medium, Framing.Close, Framing.Medium];

    private static readonly CameraMove[] MoveRhythm = [CameraMove.PushIn, CameraMove.Locked, CameraMove.PanRight, CameraMove.Locked, CameraMove.PullOut, CameraMove.PanLeft];

    private readonly Dictionary<string, string> cast = [];
    private string setting = "plain backdrop";
    private TimeOfDay time = brief.Style.Lighting.Time;
    private string? whoever;

    /// <summary>The fields of one beat. Beats are read in order: a place and a time of day hold until another is named.</summary>
    /// <param name="beat">The beat.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="part">0, or the place within a beat that was split into several shots.</param>
    /// <param name="before">The shot in whose last picture this one begins; null for one that begins by itself.</param>
    public ShotFields Read(string beat, int index, int part, Shot? before = null)
    {
        if (before is null)
            return Own(beat, index, part);
        var fields = GoingOn.From(Own(beat, index, part), before, beat);
        (setting, time) = (fields.Environment.Setting, fields.Lighting.Time);
        return fields;
    }

    private ShotFields Own(string beat, int index, int part)
    {
        time = Lexicon.First(beat, Lexicon.Times) ?? time;
        setting = Named(LikenessKind.Place, beat)?.InWords() ?? Setting(beat) ?? setting;
        var person = Person(beat);
        var thing = Named(LikenessKind.Product, beat)?.Name ?? Lexicon.First(beat, Lexicon.Things);
        whoever = person ?? whoever;
        var isPerson = person is not null && (thing is null || Lexicon.At(beat, person) <= Lexicon.At(beat, thing) || part == 0);
        var framing = Lexicon.First(beat, Lexicon.Framings) ?? (part > 0 ? Framing.Close : FramingRhythm[index % FramingRhythm.Length]);
        if (!isPerson && framing == Framing.Medium && thing is not null)
            framing = Framing.Close;
        return new(
            new(isPerson ? Cast(beat, person) + InHand(beat, person!, thing) : Cast(beat, thing)),
            brief.Style.Lighting with { Time = time, From = Light(beat) },
            new(brief.Style.Colours),
            Mark(framing, index, isPerson),
            isPerson ? Body(beat, index) : new(Stance.Still, Gesture.Relaxed, Facing.Camera),
            new(setting, Lexicon.First(beat, Lexicon.Weathers) ?? Weather.Clear),
            Move(beat, index),
            new(Lexicon.First(beat, Lexicon.Motions) ?? MotionLevel.Gentle),
            new(),
            new(Lexicon.First(beat + " " + setting, Lexicon.Sounds.Keys) is { } place ? Lexicon.Sounds[place] : "quiet room tone"))
        {
            Action = new(beat.Trim().TrimEnd('.')),
        };
    }

    // A model sees the words of one shot alone: "she" is whoever the beats spoke of last.
    private string? Person(string beat)
    {
        if (Named(LikenessKind.Character, beat) is { } known)
            return known.Name;
        var said = Lexicon.First(beat, [.. Lexicon.Pronouns, .. Lexicon.People]);
        return said is not null && Lexicon.Pronouns.Contains(said) ? whoever ?? Lexicon.First(beat, Lexicon.People) : said;
    }

    private Likeness? Named(LikenessKind kind, string beat) => NamedLikenesses.First(brief, kind, beat);

    // Who was described once stays who they are: "the barista" of a later beat is the barista in the navy apron.
    private string Cast(string beat, string? noun)
    {
        var said = Subject(beat, noun);
        if (noun is null)
            return said;
        var known = cast.GetValueOrDefault(noun, "");
        return cast[noun] = Lexicon.Words(said).Count > Lexicon.Words(known).Count ? said : known;
    }

    // What somebody holds, raises or reaches for belongs into the picture; who they are does not depend on it.
    private string InHand(string beat, string person, string? thing)
    {
        var handles = Lexicon.First(beat, Lexicon.Gestures) is Gesture.Holding or Gesture.Raising or Gesture.Reaching;
        if (!handles || thing is null || Lexicon.At(beat, thing) < Lexicon.At(beat, person))
            return "";
        var said = Regex.Replace(Subject(beat, thing), "^(?:the|his|her|their|one) ", "");
        return said.StartsWith("a ", StringComparison.Ordinal) || said.StartsWith("an ", StringComparison.Ordinal) ? $" with {said}" : $" with a {said}";
    }

    // The noun with its article, its adjectives before and a short "in …" or "with …" behind.
    private string Subject(string beat, string? noun)
    {
        if (noun is null)
            return Shorten(beat);
        // What the brief describes by name is described the same way in every shot.
        if (brief.Likenesses?.FirstOrDefault(likeness => likeness.Name == noun) is { } known)
            return known.InWords();
        var match = Regex.Match(
            beat,
            $@"(?:\b(?:a|an|the|one|two|his|her|their)\s+(?:(?!(?:a|an|the)\b)[\w-]+\s+){{0,2}}?)?\b{Regex.Escape(noun)}(?:s|es)?\b(?:\s+(?:in|with|of)\s+(?:(?:a|an|the)\s+)?[\w-]+(?:\s+(?:coat|apron|hat|dress|jacket|sweater|coffee|tea|gloves))?)?",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success ? match.Value.Trim().ToLowerInvariant() : noun;
    }

    // Of a compound such as "harbor cafe" the last word is the place.
    private static string? Setting(string beat)
    {
        if (Lexicon.First(beat, Lexicon.Places) is not { } place)
            return null;
        var rest = beat[Lexicon.At(beat, place)..];
        while (Lexicon.Places.FirstOrDefault(next => Regex.IsMatch(rest, $@"^\w+\s+{Regex.Escape(next)}\b", RegexOptions.IgnoreCase)) is { } last)
            (place, rest) = (last, rest[rest.IndexOf(last, StringComparison.OrdinalIgnoreCase)..]);
        var match = Regex.Match(beat, $@"(?:[\w-]+\s+)?{Regex.Escape(place)}(?:\s+(?:street|counter|window|table))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var words = LeadingWord().Replace(match.Value.ToLowerInvariant(), "").Split(' ');
        return string.Join(' ', words.Where((word, index) => index > 0 || word == place || !Lexicon.Places.Contains(word)));
    }

    private LightDirection Light(string beat) =>
        Lexicon.At(beat, "backlit") >= 0 || Lexicon.At(beat, "silhouette") >= 0 ? LightDirection.Behind
        : Lexicon.At(beat, "window") >= 0 ? LightDirection.Right
        : brief.Style.Lighting.From;

    // Thirds, alternating sides; a product stands in the middle.
    private static Composition Mark(Framing framing, int index, bool person) => person
        ? new(framing, index % 2 == 0 ? 36 : 64, framing == Framing.Close ? 52 : 58)
        : new(framing, 50, 60);

    private static Pose Body(string beat, int index) => new(
        Lexicon.First(beat, Lexicon.Stances) ?? Stance.Standing,
        Lexicon.First(beat, Lexicon.Gestures) ?? Gesture.Relaxed,
        index % 2 == 0 ? Facing.Right : Facing.Left);

    private static Camera Move(string beat, int index)
    {
        var move = Lexicon.At(beat, "pan") >= 0 ? CameraMove.PanRight
            : Lexicon.At(beat, "push") >= 0 ? CameraMove.PushIn
            : Lexicon.At(beat, "pull") >= 0 ? CameraMove.PullOut
            : Lexicon.At(beat, "tilt") >= 0 ? CameraMove.TiltUp
            : MoveRhythm[index % MoveRhythm.Length];
        return new(move, Pace.Slow);
    }

    private static string Shorten(string beat)
    {
        var clause = beat.Split(',', '.', ';')[0].Trim();
        return clause.Length <= 80 ? clause : clause[..80].TrimEnd();
    }

    [GeneratedRegex(@"^(?:a|an|the|in|on|at|over|by|of|to|into|from|through|across|along|and|his|her|their|its)\s+")]
    private static partial Regex LeadingWord();
}
