using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Script;

/// <summary>Reads cues from clauses: the first known word wins, what is missing has a default.</summary>
internal static partial class ScriptReader
{
    private static readonly (string Word, Setting Setting)[] Indoors =
    [
        ("cafe", Setting.Cafe), ("café", Setting.Cafe), ("coffee shop", Setting.Cafe), ("bar", Setting.Cafe), ("restaurant", Setting.Cafe), ("bakery", Setting.Cafe), ("shop", Setting.Cafe),
        ("kitchen", Setting.Kitchen), ("office", Setting.Office), ("library", Setting.Office), ("studio", Setting.Studio), ("workshop", Setting.Office), ("garage", Setting.Office), ("interior", Setting.Room),
    ];

    private static readonly (string Word, Setting Setting)[] Settings =
    [
        ("harbor", Setting.Harbor), ("harbour", Setting.Harbor), ("quay", Setting.Harbor), ("dock", Setting.Harbor), ("pier", Setting.Harbor), ("port", Setting.Harbor), ("marina", Setting.Harbor),
        ("beach", Setting.Beach), ("shore", Setting.Beach), ("coast", Setting.Beach),
        ("sea", Setting.Sea), ("ocean", Setting.Sea), ("lake", Setting.Sea), ("river", Setting.Sea),
        ("street", Setting.Street), ("city", Setting.Street), ("alley", Setting.Street), ("market", Setting.Street), ("town", Setting.Street), ("rooftop", Setting.Street), ("roof", Setting.Street), ("downtown", Setting.Street), ("station", Setting.Street),
        ("forest", Setting.Forest), ("wood", Setting.Forest), ("woods", Setting.Forest), ("jungle", Setting.Forest), ("park", Setting.Forest), ("garden", Setting.Forest),
        ("field", Setting.Field), ("meadow", Setting.Field), ("farm", Setting.Field), ("hill", Setting.Field), ("hills", Setting.Field), ("vineyard", Setting.Field),
        ("mountain", Setting.Mountain), ("mountains", Setting.Mountain), ("cliff", Setting.Mountain), ("valley", Setting.Mountain),
        ("desert", Setting.Desert), ("dunes", Setting.Desert), ("canyon", Setting.Desert),
        ("room", Setting.Room), ("bedroom", Setting.Room), ("apartment", Setting.Room), ("home", Setting.Room), ("house", Setting.Room), ("hall", Setting.Room), ("window", Setting.Room), ("table", Setting.Room), ("counter", Setting.Cafe),
    ];

    public static ShotScript Read(ClauseSheet sheet) => new()
    {
        Subject = sheet.Plain(ClauseKind.Subject),
        Light = Light(sheet[ClauseKind.Lighting], sheet[ClauseKind.Environment]),
        Palette = Palette(sheet[ClauseKind.Palette]),
        Frame = Frame(sheet[ClauseKind.Composition]),
        Pose = Pose(sheet[ClauseKind.Pose]),
        Place = Place(sheet.Plain(ClauseKind.Environment)),
        Camera = Camera(sheet[ClauseKind.Camera]),
        Motion = Motion(sheet[ClauseKind.Motion]),
        Sound = sheet.Plain(ClauseKind.Sound),
    };

    /// <summary>The value of the word that stands first in the text, or the default.</summary>
    public static T First<T>(string text, T otherwise, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var (best, value) = (int.MaxValue, otherwise);
        foreach (var (word, candidate) in words)
        {
            var at = IndexOfWord(text, word);
            if (at >= 0 && at < best)
                (best, value) = (at, candidate);
        }

        return value;
    }

    public static int IndexOfWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (end == text.Length || !char.IsLetter(text[end]) || (text[end] == 's' && (end + 1 == text.Length || !char.IsLetter(text[end + 1])))))
                return at;
        }

        return -1;
    }

    private static LightCue Light(string text, string place)
    {
        var times = new (string, DayTime)[]
        {
            ("dawn", DayTime.Dawn), ("sunrise", DayTime.Dawn), ("morning", DayTime.Dawn), ("day", DayTime.Day), ("noon", DayTime.Day), ("afternoon", DayTime.Day),
            ("dusk", DayTime.Dusk), ("sunset", DayTime.Dusk), ("golden hour", DayTime.Dusk), ("evening", DayTime.Dusk), ("night", DayTime.Night), ("midnight", DayTime.Night),
        };
        return new LightCue(
            First(text, 0.0, ("cool", -1.0), ("cold", -1.0), ("neutral", 0.0), ("warm", 1.0), ("golden", 1.0)),
            First(text, true, ("soft", true), ("hard", false), ("harsh", false)),
            First(text, KeySide.Front, ("left", KeySide.Left), ("right", KeySide.Right), ("front", KeySide.Front), ("behind", KeySide.Behind), ("back", KeySide.Behind), ("above", KeySide.Above), ("overhead", KeySide.Above)),
            Math.Clamp(Number(ExposureText().Match(text), 0), -4, 4),
            First(text, First(place, DayTime.Day, times), times));
    }

    private static PaletteCue Palette(string text) => new(
        ColourNames.FindAll(text, 5),
        Math.Clamp(Number(SaturationText().Match(text), 100), 0, 400) / 100,
        Number(HueText().Match(text), 0));

    private static FrameCue Frame(string text)
    {
        var framing = First(text, Framing.Medium, ("wide", Framing.Wide), ("long shot", Framing.Wide), ("establishing", Framing.Wide), ("full shot", Framing.Wide), ("medium", Framing.Medium), ("close", Framing.Close), ("closeup", Framing.Close), ("macro", Framing.Close));
        return new FrameCue(
            framing,
            Math.Clamp(Number(AcrossText().Match(text), 50), -20, 120) / 100,
            Math.Clamp(Number(DownText().Match(text), 55), -20, 120) / 100,
            Math.Clamp(Number(ScaleText().Match(text), 100), 20, 400) / 100);
    }

    private static PoseCue Pose(string text) => new(
        First(text, Stance.Standing, ("standing", Stance.Standing), ("stands", Stance.Standing), ("sitting", Stance.Sitting), ("sits", Stance.Sitting), ("seated", Stance.Sitting), ("walking", Stance.Walking), ("walks", Stance.Walking), ("running", Stance.Walking), ("leaning", Stance.Leaning), ("leans", Stance.Leaning), ("crouching", Stance.Crouching), ("kneeling", Stance.Crouching), ("still", Stance.Standing)),
        First(text, Gesture.Relaxed, ("relaxed", Gesture.Relaxed), ("reaching", Gesture.Reaching), ("reaches", Gesture.Reaching), ("raising", Gesture.Raising), ("waving", Gesture.Raising), ("raises", Gesture.Raising), ("holding", Gesture.Holding), ("holds", Gesture.Holding), ("pointing", Gesture.Pointing), ("points", Gesture.Pointing)),
        First(text, Facing.Right, ("facing left", Facing.Left), ("facing right", Facing.Right), ("facing camera", Facing.Camera), ("facing the camera", Facing.Camera), ("facing away", Facing.Away), ("to the left", Facing.Left), ("from behind", Facing.Away), ("toward the camera", Facing.Camera)));

    private static PlaceCue Place(string text) => new(
        // "A cafe by the harbor" and "the harbor cafe" are both a cafe: what has walls wins.
        First(text, First(text, Setting.Plain, Settings), Indoors),
        First(text, Weather.Clear, ("clear", Weather.Clear), ("fog", Weather.Fog), ("mist", Weather.Fog), ("foggy", Weather.Fog), ("misty", Weather.Fog), ("rain", Weather.Rain), ("rainy", Weather.Rain), ("storm", Weather.Rain), ("snow", Weather.Snow), ("snowy", Weather.Snow)),
        text);

    private static CameraCue Camera(string text) => new(
        First(text, CameraMove.Locked, ("locked", CameraMove.Locked), ("static", CameraMove.Locked), ("pan left", CameraMove.PanLeft), ("pans left", CameraMove.PanLeft), ("pan right", CameraMove.PanRight), ("pans right", CameraMove.PanRight), ("tilt up", CameraMove.TiltUp), ("tilts up", CameraMove.TiltUp), ("tilt down", CameraMove.TiltDown), ("tilts down", CameraMove.TiltDown), ("push in", CameraMove.PushIn), ("pushes in", CameraMove.PushIn), ("push-in", CameraMove.PushIn), ("dolly in", CameraMove.PushIn), ("zoom in", CameraMove.PushIn), ("pull out", CameraMove.PullOut), ("pulls out", CameraMove.PullOut), ("dolly out", CameraMove.PullOut), ("zoom out", CameraMove.PullOut)),
        First(text, 2.0, ("slow", 1.0), ("slowly", 1.0), ("medium", 2.0), ("fast", 4.0), ("quick", 4.0)));

    private static MotionCue Motion(string text) => new(
        First(text, 1, ("still", 0), ("motionless", 0), ("gentle", 1), ("subtle", 1), ("moderate", 2), ("energetic", 3), ("fast", 3), ("dynamic", 3)),
        Math.Clamp(Number(SpeedText().Match(text), 100), 5, 800) / 100);

    private static double Number(Match match, double otherwise)
        => match.Success && double.TryParse(match.Groups[1].Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    [GeneratedRegex(@"exposure\s*(?:compensation\s*)?(?:of\s*)?([+-]?\d+(?:[.,]\d+)?)\s*ev")]
    private static partial Regex ExposureText();

    [GeneratedRegex(@"saturation\s*(?:of\s*)?(\d+(?:[.,]\d+)?)\s*%")]
    private static partial Regex SaturationText();

    [GeneratedRegex(@"hue shift\s*(?:of\s*)?([+-]?\d+(?:[.,]\d+)?)")]
    private static partial Regex HueText();

    [GeneratedRegex(@"(-?\d+(?:[.,]\d+)?)\s*%\s*across")]
    private static partial Regex AcrossText();

    [GeneratedRegex(@"(-?\d+(?:[.,]\d+)?)\s*%\s*down")]
    private static partial Regex DownText();

    [GeneratedRegex(@"scale\s*(?:of\s*)?(\d+(?:[.,]\d+)?)\s*%")]
    private static partial Regex ScaleText();

    [GeneratedRegex(@"speed\s*(?:of\s*)?(\d+(?:[.,]\d+)?)\s*%")]
    private static partial Regex SpeedText();
}
