using System.Text.RegularExpressions;
using Orchestrator.Model;

namespace Orchestrator.Planning.Notes;

/// <summary>
/// Reads what a text says of the fields of a shot, each as a change of what it is now; what the text does not speak of stays. A word
/// that several fields know ("left", "slower") belongs to the one that the text names beside it.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="named">The field that it is of for certain, so that it need not name it; null where its words have to tell.</param>
internal sealed partial class FieldWords(string text, ShotField? named = null)
{
    private const double Step = 0.5;
    private const double MostEv = 2;
    private const double ShiftPercent = 12;
    private const double Growth = 1.2;
    private const double Quicker = 1.3;

    private static readonly (string Words, Stance Value)[] Stances =
    [
        ("stand|stands|standing|upright", Stance.Standing), ("sit|sits|sitting|seated", Stance.Sitting), ("walk|walks|walking|stroll|strolls|strolling", Stance.Walking),
        ("lean|leans|leaning", Stance.Leaning), ("crouch|crouches|crouching|kneel|kneels|kneeling|bend down|bends down", Stance.Crouching),
    ];

    private static readonly (string Words, Gesture Value)[] Gestures =
    [
        ("arms? down|relaxed", Gesture.Relaxed), ("raise|raises|raised|raising|lift|lifts|lifted|lifting|wave|waves|waving|toast|toasts", Gesture.Raising),
        ("reach|reaches|reaching|reach out|pour|pours|pouring", Gesture.Reaching), ("hold|holds|holding|carry|carries|carrying|drink|drinks|drinking|sip|sips", Gesture.Holding),
        ("point|points|pointing", Gesture.Pointing),
    ];

    private static readonly (string Words, Weather Value)[] Weathers =
    [
        ("no (?:rain|snow|fog|mist)|clear (?:sky|weather)|dry weather", Weather.Clear), ("fog|foggy|mist|misty|haze|hazy", Weather.Fog), ("rain|rains|raining|rainy|drizzle", Weather.Rain),
        ("snow|snows|snowing|snowy", Weather.Snow),
    ];

    private static readonly (string Words, CameraMove Value)[] Moves =
    [
        ("pan(?:s|ning)?(?: to the)? left", CameraMove.PanLeft), ("pan(?:s|ning)?(?: to the)? right", CameraMove.PanRight), ("tilt(?:s|ing)? up", CameraMove.TiltUp), ("tilt(?:s|ing)? down", CameraMove.TiltDown),
        ("(?:push|pushes|zoom|zooms|dolly)(?: slowly)? in", CameraMove.PushIn), ("(?:pull|pulls|zoom|zooms|dolly)(?: slowly)? (?:out|back)", CameraMove.PullOut),
        ("locked(?: off)?|static|tripod|(?:camera|picture) (?:stands |stays |holds )?still|no camera (?:move|movement)|still camera", CameraMove.Locked),
    ];

    private readonly bool ofCamera = named is null && CameraNouns().IsMatch(text);
    private readonly bool ofLight = named is null && LightNouns().IsMatch(text);
    private readonly bool ofFace = named is null && FaceVerbs().IsMatch(text);

    private double Strength => Says("much|a lot|far|way|strongly") ? 2 : Says("slightly|a little|a bit|a touch|little") ? 0.5 : 1;

    /// <summary>Who or what is in the picture: only where the text is of nothing else.</summary>
    public Subject Of(Subject now) => named == ShotField.Subject ? new(text) : now;

    /// <summary>Exposure, warmth, quality, direction, time of day.</summary>
    public Lighting Of(Lighting now)
    {
        if (!IsOf(ShotField.Lighting))
            return now;
        var ev = (Says("brighter|lighter|more light|brighten") ? 1 : 0) - (Says("darker|dimmer|less light|darken") ? 1 : 0);
        var warm = (Says("warmer") ? 1 : 0) - (Says("cooler|colder") ? 1 : 0);
        var changed = now with
        {
            ExposureEv = Math.Clamp(Math.Round(now.ExposureEv + (ev * Step * Strength), 2), -MostEv, MostEv),
            Warmth = (Warmth)Math.Clamp((int)now.Warmth + warm, (int)Warmth.Cool, (int)Warmth.Warm),
            Time = Lexicon.First(text, Lexicon.Times) ?? now.Time,
        };
        if (!ofLight && named is null)
            return changed;
        var said = BriefText.Light(text, changed);
        return said with { Quality = Says("softer") ? LightQuality.Soft : Says("harder") ? LightQuality.Hard : said.Quality, Warmth = warm == 0 ? said.Warmth : changed.Warmth, ExposureEv = changed.ExposureEv };
    }

    /// <summary>Saturation; the colours themselves where the text is of nothing else.</summary>
    public Palette Of(Palette now)
    {
        if (!IsOf(ShotField.Palette))
            return now;
        var more = (Says("more (?:saturated|colou?rs?|colou?rful|vivid)|(?:richer|stronger) colou?rs|vivid") ? 1 : 0) - (Says("less (?:saturated|colou?rs?|colou?rful|vivid)|paler|muted|duller|washed out") ? 1 : 0);
        if (more != 0)
            return now with { SaturationPercent = Math.Clamp(Math.Round(now.SaturationPercent * Math.Pow(Quicker, more * Strength)), 25, 300) };
        return named == ShotField.Palette ? now with { Colours = [.. Separators().Split(text).Select(colour => colour.Trim()).Where(colour => colour.Length > 0)] } : now;
    }

    /// <summary>Framing, and where and how large the subject stands.</summary>
    public Composition Of(Composition now)
    {
        if (!IsOf(ShotField.Composition))
            return now;
        var closer = (Says("closer|tighter|nearer") ? 1 : 0) - (Says("wider|further away|farther away|further back") ? 1 : 0);
        var framing = Says("close[- ]?up|detail") ? Framing.Close : Says("wide shot|wide view|panorama") ? Framing.Wide : Says("medium shot") ? Framing.Medium
            : (Framing)Math.Clamp((int)now.Framing + closer, (int)Framing.Wide, (int)Framing.Close);
        var size = (Says("bigger|larger") ? 1 : 0) - (Says("smaller") ? 1 : 0) + (framing == now.Framing ? closer : 0);
        var changed = now with { Framing = framing, ScalePercent = size == 0 ? now.ScalePercent : Math.Clamp(Math.Round(now.ScalePercent * Math.Pow(Growth, size * Strength)), 50, 200) };
        return ofCamera || ofLight || ofFace ? changed : Placed(changed);
    }

    /// <summary>Stance, gesture, facing.</summary>
    public Pose Of(Pose now) => !IsOf(ShotField.Pose) ? now : now with
    {
        Stance = First(Stances) ?? now.Stance,
        Gesture = First(Gestures) ?? now.Gesture,
        Facing = !ofFace && named is null ? now.Facing
            : Says("away|back to us") ? Facing.Away
            : Says("(?:the |our |into the )?camera|at us|viewer") ? Facing.Camera
            : Says("left") ? Facing.Left : Says("right") ? Facing.Right : now.Facing,
    };

    /// <summary>What happens: only where the text is of nothing else.</summary>
    public ShotAction? Of(ShotAction? now) => named == ShotField.Action ? new ShotAction(text) : now;

    /// <summary>The weather; the place where the text is of nothing else.</summary>
    public Scenery Of(Scenery now) => !IsOf(ShotField.Environment) ? now
        // What is to be heard is no weather to be seen.
        : named is null && Heard().IsMatch(text) ? now
        : First(Weathers) is { } weather ? now with { Weather = weather }
        : named == ShotField.Environment ? now with { Setting = text } : now;

    /// <summary>The camera's move and pace, and that it is one take.</summary>
    public Camera Of(Camera now) => !IsOf(ShotField.Camera) ? now : now with
    {
        Move = First(Moves) ?? now.Move,
        Pace = !ofCamera && named is null ? now.Pace : (Pace)Math.Clamp((int)now.Pace + Faster, (int)Pace.Slow, (int)Pace.Fast),
        OneTake = Says("no cuts?|one take|without a cut") ? Insistence.Strict : now.OneTake,
    };

    /// <summary>How much and how fast things move.</summary>
    public Motion Of(Motion now)
    {
        if (!IsOf(ShotField.Motion))
            return now;
        var more = (Says("more (?:movement|motion|action|energy|energetic)|livelier") ? 1 : 0) - (Says("less (?:movement|motion|action|energy|energetic)|calmer") ? 1 : 0);
        var level = Says("(?:does|do) not move|doesn't move|motionless") ? MotionLevel.Still : (MotionLevel)Math.Clamp((int)now.Level + more, (int)MotionLevel.Still, (int)MotionLevel.Energetic);
        return now with { Level = level, SpeedPercent = ofCamera || Faster == 0 ? now.SpeedPercent : Math.Clamp(Math.Round(now.SpeedPercent * Math.Pow(Quicker, Faster * Strength)), 10, 400) };
    }

    /// <summary>How steady it is asked to be: once more strongly each time.</summary>
    public Stability Of(Stability now) => IsOf(ShotField.Stability) && Says("flickers?|flickering|shimmers?|shimmering|steadier|unsteady")
        ? new((Insistence)Math.Min((int)now.Insistence + 1, (int)Insistence.Strict))
        : now;

    /// <summary>What is heard.</summary>
    public Sound Of(Sound now)
    {
        if (!IsOf(ShotField.Audio))
            return now;
        if (Says("silent|no sound|without (?:any )?sound|mute") || (named is not null && Says("none")))
            return now with { Description = null };
        var heard = Heard().Match(text);
        return heard.Success ? now with { Description = heard.Groups[1].Value.Trim().TrimEnd('.') } : named == ShotField.Audio ? now with { Description = text } : now;
    }

    /// <summary>How the shot ends: only where the text is of nothing else.</summary>
    public Ending? Of(Ending? now) => named == ShotField.Ending && text.Length <= Ending.Longest ? new Ending(text) : now;

    private int Faster => (Says("faster|quicker|speed up") ? 1 : 0) - (Says("slower|slow down") ? 1 : 0);

    private Composition Placed(Composition now)
    {
        var across = Says("cent(?:er|re)(?:ed)?|middle") ? 50 - now.SubjectX
            : Says("(?:on|at) the left") ? 30 - now.SubjectX : Says("(?:on|at) the right") ? 70 - now.SubjectX
            : Says("left") ? -ShiftPercent * Strength : Says("right") ? ShiftPercent * Strength : 0;
        var down = Says("higher|up") ? -ShiftPercent * Strength : Says("lower|down") ? ShiftPercent * Strength : 0;
        return now with { SubjectX = Math.Clamp(Math.Round(now.SubjectX + across), 2, 98), SubjectY = Math.Clamp(Math.Round(now.SubjectY + down), 2, 98) };
    }

    private bool IsOf(ShotField field) => named is null || named == field;

    private bool Says(string words) => Regex.IsMatch(text, $@"(?<![\w-])(?:{words})(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private T? First<T>((string Words, T Value)[] known)
        where T : struct
    {
        foreach (var (words, value) in known)
        {
            if (Says(words))
                return value;
        }

        return null;
    }

    [GeneratedRegex(@"\b(?:camera|pan|pans|panning|tilt|tilts|tilting|push|pull|zoom|dolly)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CameraNouns();

    [GeneratedRegex(@"\b(?:light|lights|lighting|lamp|lamps|sun|sunlight|shadow|shadows|lit)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LightNouns();

    [GeneratedRegex(@"\b(?:face|faces|facing|look|looks|looking|turn|turns|turned|turning)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FaceVerbs();

    [GeneratedRegex(@"\b(?:sound of|hear|hears|hearing)\s+(.+)", RegexOptions.IgnoreCase)]
    private static partial Regex Heard();

    [GeneratedRegex(@",|\band\b", RegexOptions.IgnoreCase)]
    private static partial Regex Separators();
}
