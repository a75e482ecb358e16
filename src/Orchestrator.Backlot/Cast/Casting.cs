using System.Numerics;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>Reads from the Subject clause who or what stands before the camera.</summary>
internal static class Casting
{
    private static readonly string[] Roles =
    [
        "man", "woman", "person", "girl", "boy", "child", "lady", "people", "barista", "chef", "cook", "fisherman", "sailor", "courier", "dancer", "worker", "runner",
        "musician", "artist", "customer", "guest", "friend", "couple", "mother", "father", "driver", "gardener", "potter", "surfer", "climber", "cyclist", "fisherwoman", "painter", "keeper", "baker", "farmer", "doctor", "teacher", "student", "traveler", "traveller", "hiker", "captain", "he", "she",
    ];

    private static readonly (string Word, Article Article)[] Articles =
    [
        ("cup", Article.Cup), ("mug", Article.Cup), ("coffee", Article.Cup), ("tea", Article.Cup), ("espresso", Article.Cup), ("latte", Article.Cup),
        ("bottle", Article.Bottle), ("perfume", Article.Bottle), ("wine", Article.Bottle), ("flask", Article.Bottle), ("serum", Article.Bottle),
        ("box", Article.Box), ("package", Article.Box), ("parcel", Article.Box), ("carton", Article.Box), ("gift", Article.Box),
        ("vase", Article.Vase), ("jar", Article.Vase), ("pot", Article.Vase), ("plant", Article.Vase), ("flowers", Article.Vase), ("candle", Article.Vase),
        ("book", Article.Book), ("notebook", Article.Book), ("letter", Article.Book), ("phone", Article.Phone), ("smartphone", Article.Phone), ("tablet", Article.Phone), ("watch", Article.Phone),
        ("rope", Article.Rope), ("coil", Article.Rope), ("lamp", Article.Lamp), ("lantern", Article.Lamp), ("boat", Article.Boat), ("ship", Article.Boat), ("sailboat", Article.Boat), ("trawler", Article.Boat), ("kettle", Article.Vase), ("plate", Article.Cup), ("flower", Article.Vase), ("bag", Article.Box), ("machine", Article.Box), ("loaf", Article.Box), ("bread", Article.Box), ("sign", Article.Book), ("beans", Article.Vase),
        ("product", Article.Bottle), ("glass", Article.Cup), ("bowl", Article.Vase),
    ];

    private static readonly string[] Joints = [" with ", " holding ", " carrying ", ", holding ", ", carrying "];

    /// <summary>The performer of a script; the same words are the same face.</summary>
    /// <param name="script">What is played.</param>
    /// <param name="mood">Light and air of the place.</param>
    /// <param name="centre">Where the subject stands.</param>
    /// <param name="castLot">Draws what the words leave open.</param>
    /// <param name="begins">How the first frame finds it.</param>
    public static IPerformer Choose(ShotScript script, Mood mood, Vector2 centre, ulong castLot, Staging begins)
    {
        if (script.Subject.StartsWith("nobody", StringComparison.Ordinal))
            return new Nobody();
        var lot = Lot.Hash(castLot, script.Subject);
        var article = FirstArticle(script.Subject, out var articleAt);
        if (IsThing(script, articleAt))
            return new Product(article, script, mood, centre, lot);
        if (articleAt == int.MaxValue)
            return Played(pose => new Person(script with { Pose = pose }, mood, centre, null, lot), script.Pose, begins);
        // Whatever somebody holds, they stay who they are.
        var holder = script with { Subject = Holder(script) };
        return Played(pose => new Person(holder with { Pose = pose }, mood, centre, article == Article.Cup ? Article.Mug : article, Lot.Hash(castLot, holder.Subject)), script.Pose, begins);
    }

    private static IPerformer Played(Func<PoseCue, Person> person, PoseCue pose, Staging begins)
    {
        var own = person(pose);
        own.Walked = begins.Walked;
        if (begins.Before is not { } before || before.Pose == pose)
            return own;
        var earlier = person(before.Pose);
        earlier.Walked = begins.WalkedBefore;
        return new TurningPerson(earlier, own);
    }

    /// <summary>Whether the subject is somebody.</summary>
    public static bool IsPerson(ShotScript script)
    {
        _ = FirstArticle(script.Subject, out var articleAt);
        return !script.Subject.StartsWith("nobody", StringComparison.Ordinal) && !IsThing(script, articleAt);
    }

    /// <summary>Who a script's person is, whatever they hold.</summary>
    public static string Holder(ShotScript script)
    {
        _ = FirstArticle(script.Subject, out var articleAt);
        return articleAt == int.MaxValue ? script.Subject : WithoutArticle(script.Subject, articleAt);
    }

    // "a barista holding a cup" is a barista; "a cup on the barista's table" is a cup.
    private static bool IsThing(ShotScript script, int articleAt)
        => articleAt < FirstOf(script.Subject, Roles) && articleAt < FirstOf(script.Subject, Wardrobe.GarmentWords);

    private static string WithoutArticle(string subject, int articleAt)
    {
        var end = Joints.Max(joint => subject.LastIndexOf(joint, articleAt, StringComparison.Ordinal));
        return end > 0 ? subject[..end] : subject;
    }

    private static int FirstOf(string subject, string[] words)
        => words.Select(w => ScriptReader.IndexOfWord(subject, w)).Where(i => i >= 0).DefaultIfEmpty(int.MaxValue).Min();

    private static Article FirstArticle(string text, out int at)
    {
        (at, var value) = (int.MaxValue, Article.Cup);
        foreach (var (word, candidate) in Articles)
        {
            var index = ScriptReader.IndexOfWord(text, word);
            if (index >= 0 && index < at)
                (at, value) = (index, candidate);
        }

        return value;
    }
}
