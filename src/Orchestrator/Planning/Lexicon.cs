using System.Text.RegularExpressions;
using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>The words from which the deterministic planner reads a beat. A word matches whole, its plural included.</summary>
internal static partial class Lexicon
{
    public static readonly IReadOnlyList<string> People =
    [
        "barista", "fisherman", "fisherwoman", "woman", "man", "girl", "boy", "child", "chef", "cook", "baker", "runner", "dancer", "cyclist",
        "farmer", "worker", "sailor", "captain", "customer", "guest", "friend", "couple", "mother", "father", "hands", "person", "people", "driver", "gardener", "potter", "surfer", "climber", "musician",
    ];

    public static readonly IReadOnlyList<string> Things =
    [
        "cup", "mug", "coffee", "espresso", "bottle", "boat", "trawler", "ship", "car", "bicycle", "bike", "loaf", "bread", "box", "package", "shoe", "watch",
        "phone", "lamp", "bowl", "plate", "glass", "kettle", "machine", "beans", "flower", "book", "bag", "jar", "rope", "logo", "sign", "candle", "guitar", "kite",
    ];

    public static readonly IReadOnlyList<string> Pronouns = ["she", "he", "they"];

    /// <summary>Words that say nothing to who does not know what was said before.</summary>
    public static readonly IReadOnlyList<string> Unnamed = [.. Pronouns, "it", "her", "him", "them", "this", "that", "these", "those"];

    public static readonly IReadOnlyList<string> Places =
    [
        "harbor", "harbour", "quay", "pier", "sea", "street", "city", "forest", "field", "mountain", "kitchen", "cafe", "café", "room", "office", "studio",
        "desert", "beach", "market", "park", "garden", "workshop", "roof", "river", "lake", "shop", "bakery",
    ];

    public static readonly IReadOnlyDictionary<string, TimeOfDay> Times = new Dictionary<string, TimeOfDay>
    {
        ["dawn"] = TimeOfDay.Dawn, ["sunrise"] = TimeOfDay.Dawn, ["morning"] = TimeOfDay.Dawn, ["first light"] = TimeOfDay.Dawn,
        ["noon"] = TimeOfDay.Day, ["midday"] = TimeOfDay.Day, ["day"] = TimeOfDay.Day, ["afternoon"] = TimeOfDay.Day,
        ["dusk"] = TimeOfDay.Dusk, ["sunset"] = TimeOfDay.Dusk, ["evening"] = TimeOfDay.Dusk, ["golden hour"] = TimeOfDay.Dusk,
        ["night"] = TimeOfDay.Night, ["midnight"] = TimeOfDay.Night, ["moonlight"] = TimeOfDay.Night,
    };

    public static readonly IReadOnlyDictionary<string, Weather> Weathers = new Dictionary<string, Weather>
    {
        ["fog"] = Weather.Fog, ["mist"] = Weather.Fog, ["haze"] = Weather.Fog, ["rain"] = Weather.Rain, ["drizzle"] = Weather.Rain, ["snow"] = Weather.Snow,
    };

    public static readonly IReadOnlyDictionary<string, Stance> Stances = new Dictionary<string, Stance>
    {
        ["walks"] = Stance.Walking, ["walking"] = Stance.Walking, ["strolls"] = Stance.Walking, ["runs"] = Stance.Walking, ["carries"] = Stance.Walking,
        ["sits"] = Stance.Sitting, ["sitting"] = Stance.Sitting, ["seated"] = Stance.Sitting, ["leans"] = Stance.Leaning, ["leaning"] = Stance.Leaning,
        ["crouches"] = Stance.Crouching, ["kneels"] = Stance.Crouching, ["bends"] = Stance.Crouching,
    };

    public static readonly IReadOnlyDictionary<string, Gesture> Gestures = new Dictionary<string, Gesture>
    {
        ["raises"] = Gesture.Raising, ["lifts"] = Gesture.Raising, ["toasts"] = Gesture.Raising, ["waves"] = Gesture.Raising,
        ["reaches"] = Gesture.Reaching, ["hands"] = Gesture.Reaching, ["gives"] = Gesture.Reaching, ["pours"] = Gesture.Reaching, ["sets"] = Gesture.Reaching, ["ties"] = Gesture.Reaching,
        ["holds"] = Gesture.Holding, ["carries"] = Gesture.Holding, ["carrying"] = Gesture.Holding, ["cradles"] = Gesture.Holding, ["drinks"] = Gesture.Holding, ["sips"] = Gesture.Holding,
        ["points"] = Gesture.Pointing,
    };

    public static readonly IReadOnlyDictionary<string, MotionLevel> Motions = new Dictionary<string, MotionLevel>
    {
        ["still"] = MotionLevel.Still, ["motionless"] = MotionLevel.Still, ["runs"] = MotionLevel.Energetic, ["races"] = MotionLevel.Energetic, ["splashes"] = MotionLevel.Energetic,
        ["dances"] = MotionLevel.Energetic, ["walks"] = MotionLevel.Moderate, ["walking"] = MotionLevel.Moderate, ["pours"] = MotionLevel.Moderate, ["carries"] = MotionLevel.Moderate,
        ["works"] = MotionLevel.Moderate, ["strolls"] = MotionLevel.Moderate,
    };

    public static readonly IReadOnlyDictionary<string, Framing> Framings = new Dictionary<string, Framing>
    {
        ["close"] = Framing.Close, ["close-up"] = Framing.Close, ["closeup"] = Framing.Close, ["detail"] = Framing.Close, ["macro"] = Framing.Close,
        ["wide"] = Framing.Wide, ["panorama"] = Framing.Wide, ["establishing"] = Framing.Wide, ["medium"] = Framing.Medium,
    };

    public static readonly IReadOnlyDictionary<string, string> Sounds = new Dictionary<string, string>
    {
        ["harbor"] = "soft waves and distant gulls", ["harbour"] = "soft waves and distant gulls", ["quay"] = "soft waves and distant gulls", ["pier"] = "soft waves and distant gulls",
        ["sea"] = "waves", ["beach"] = "waves", ["street"] = "distant city traffic", ["city"] = "distant city traffic", ["forest"] = "wind in leaves and birds", ["park"] = "wind in leaves and birds",
        ["garden"] = "wind in leaves and birds", ["cafe"] = "quiet room tone with cups", ["café"] = "quiet room tone with cups", ["kitchen"] = "quiet room tone with cups",
        ["market"] = "a murmuring crowd", ["mountain"] = "wind", ["desert"] = "wind", ["field"] = "wind in grass",
    };

    /// <summary>The words of a text, lower-cased, in order.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];

    /// <summary>First known word in the order of the text.</summary>
    public static string? First(string text, IEnumerable<string> known) =>
        known.Select(word => (word, At: At(text, word))).Where(found => found.At >= 0).OrderBy(found => found.At).Select(found => found.word).FirstOrDefault();

    /// <summary>Value of the first known word.</summary>
    public static T? First<T>(string text, IReadOnlyDictionary<string, T> known)
        where T : struct => First(text, known.Keys) is { } word ? known[word] : null;

    /// <summary>Where a word (or its plural) stands in a text; −1 when it does not.</summary>
    public static int At(string text, string word)
    {
        var match = Regex.Match(text, $@"(?<![\w-]){Regex.Escape(word)}(?:s|es)?(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success ? match.Index : -1;
    }

    [GeneratedRegex(@"[\p{L}\d][\p{L}\d'-]*")]
    private static partial Regex Word();
}
