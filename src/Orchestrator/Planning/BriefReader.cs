using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Planning;

/// <summary>Reads a brief (YAML), checks all of it, fills in what it leaves open, and takes its music into the asset store.</summary>
public sealed class BriefReader(ModelCatalogue catalogue, Ffmpeg ffmpeg, TimeProvider clock)
{
    private const double ShortestFilm = 4;
    private const double LongestFilm = 600;

    private static readonly Lighting PlainLight = new(Warmth.Neutral, LightQuality.Soft, LightDirection.Left, TimeOfDay.Day);

    private static readonly Dictionary<string, Loudness> LoudnessPresets = new()
    {
        ["web"] = Loudness.Web,
        ["broadcast"] = Loudness.Broadcast,
        ["mobile"] = Loudness.Mobile,
    };

    /// <summary>Whether retired models are replaced by their successors instead of refused.</summary>
    public bool Migrates { get; init; }

    /// <summary>Reads a brief from a file.</summary>
    /// <exception cref="BriefException">It cannot be used; the message holds every problem.</exception>
    public async Task<Brief> ReadAsync(string path, IAssetStore assets, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
            throw new BriefException(path, [new(0, "file", "there is no such file; give the path of a brief, e.g. examples/harbor-coffee.yaml")]);
        List<BriefProblem> problems = [];
        List<string> substitutions = [];
        var root = new BriefNode(Parse(path, await File.ReadAllTextAsync(path, cancellationToken)), "", problems);
        var music = ReadMusic(root);
        var musicFile = music.File is null ? null : await TakeInAsync(root, Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, music.File), music.Line, assets, cancellationToken);
        var brief = Read(root, music.Bed with { File = musicFile }, substitutions);
        if (substitutions.Count > 0)
            brief = brief with { Substitutions = [.. substitutions.Distinct()] };
        if (ShotNumbers(root, "silent-shots", "numbers of shots that are filmed without sound", 1, brief.Treatment.Count) is { Count: > 0 } silent)
            brief = brief with { SilentShots = silent };
        if (await new LikenessReader(ffmpeg, assets, Path.GetDirectoryName(Path.GetFullPath(path))!).ReadAsync(root, brief.Treatment, cancellationToken) is { Count: > 0 } likenesses)
            brief = brief with { Likenesses = likenesses };
        if (Ends(root) is { Count: > 0 } ends)
            brief = brief with { ShotEnds = ends };
        brief = Thinkers(root, brief);
        root.RefuseUnknown();
        return problems.Count == 0 ? brief : throw new BriefException(path, [.. problems.OrderBy(problem => problem.Line)]);
    }

    private static YamlMappingNode Parse(string path, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new BriefException(path, [new(exception.Start.Line, "file", $"not YAML: {exception.InnerException?.Message ?? exception.Message}")]);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode mapping }, ..]
            ? mapping
            : throw new BriefException(path, [new(1, "file", "expected fields such as name, duration and treatment")]);
    }

    private Brief Read(BriefNode root, Music music, List<string> substitutions)
    {
        var name = root.Text("name", "a short name of lower-case letters, digits and hyphens, e.g. harbor-coffee", fits: BriefText.IsName);
        var fps = root.Integer("fps", 12, 60, 24);
        var seconds = root.Value("duration", $"a length from {ShortestFilm} to {LongestFilm} seconds, e.g. 60s", text => BriefText.Seconds(text) is { } length && length >= ShortestFilm && length <= LongestFilm ? length : (double?)null);
        var size = root.Object("size", "a picture size such as 1280x720: even numbers from 320 to 3840", BriefText.Size, new FrameSize(1280, 720))!;
        var frames = (int)Math.Round(seconds * fps);
        var treatment = root.Texts("treatment", "the story: sentences, or a list with one beat an item", BriefText.Sentences, required: true);
        var brief = new Brief(
            name,
            root.Text("title", "a title", name.Length == 0 ? "untitled" : name),
            frames,
            fps,
            size,
            [.. treatment.Select(beat => beat.Text)],
            Style(root),
            Money(root),
            Models(root, substitutions),
            Transitions(root, fps),
            music,
            root.Object("loudness", "web, broadcast or mobile", text => LoudnessPresets.GetValueOrDefault(text), Loudness.Web)!,
            StoryboardApproval(root),
            root.Integer("attempts", 1, 10, 4),
            root.Value("seed", "a whole number from 0 to 4294967295", text => uint.TryParse(text, out var seed) ? seed : (uint?)null, 1u),
            Continuous(root, treatment.Count),
            ShotModels(root, substitutions)) { ShotSeconds = ShotSeconds(root) };
        CheckTiming(root, brief);
        return brief;
    }

    private static FilmStyle Style(BriefNode root)
    {
        var style = root.Child("style", "lighting, palette and audience");
        var colours = style.Texts("palette", "one to five colour names", text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), required: false);
        if (colours.Count > 5)
            style.Complain("palette", $"expected one to five colours, found {colours.Count}");
        var light = style.Text("lighting", "light in words, e.g. warm soft light from the left", "");
        var audience = style.Text("audience", "a few words", "");
        style.RefuseUnknown();
        return new(BriefText.Light(light, PlainLight), colours.Count == 0 ? ["amber", "teal", "cream"] : [.. colours.Select(colour => colour.Text)], audience.Length == 0 ? null : audience);
    }

    private static Budget Money(BriefNode root)
    {
        const string expected = "an amount such as 40 USD";
        if (root.IsText("budget"))
            return new(root.Value("budget", expected, BriefText.Money));
        if (!root.Has("budget"))
            root.Complain("budget", $"missing; expected {expected}, or film, shot, storyboard and stop-loss with an amount each");
        var budget = root.Child("budget", $"{expected}, or film, shot, storyboard and stop-loss with an amount each");
        var film = root.Has("budget") ? budget.Value("film", expected, BriefText.Money) : default;
        Money? shot = budget.Has("shot") ? budget.Value("shot", expected, BriefText.Money) : null;
        Money? board = budget.Has("storyboard") ? budget.Value("storyboard", expected, BriefText.Money) : null;
        Money? loss = budget.Has("stop-loss") ? budget.Value("stop-loss", expected, BriefText.Money) : null;
        budget.RefuseUnknown();
        return new(film, shot, board) { StopLoss = loss };
    }

    private IReadOnlyList<string> Models(BriefNode root, List<string> substitutions)
    {
        var models = root.Texts("models", "names from the model catalogue", text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), required: false);
        return [.. models.Select(model => Offered(root, model.Text, model.Line, "models", substitutions)).Distinct()];
    }

    // A retired model is refused with its successors, or replaced by the first of them and told so.
    private string Offered(BriefNode root, string model, long line, string field, List<string> substitutions)
    {
        if (Migrates && catalogue.SuccessorOf(model, Today) is { } successor)
        {
            substitutions.Add($"{catalogue.Find(model).Title} was retired on {catalogue.Find(model).Retired:yyyy-MM-dd}; {successor.Title} ({successor.Name}) takes its place.");
            return successor.Name;
        }

        if (catalogue.WhyNot(model, Today) is { } reason)
            root.Complain(line, field, reason);
        return model;
    }

    private Dictionary<int, string> ShotModels(BriefNode root, List<string> substitutions)
    {
        Dictionary<int, string> named = [];
        foreach (var (key, model, line) in root.Child("shot-models", "shot numbers with a model each").Pairs())
        {
            if (!int.TryParse(key, out var number) || number < 1)
                root.Complain(line, $"shot-models.{key}", "expected the number of a shot, from 1");
            else
                named[number] = Offered(root, model, line, $"shot-models.{key}", substitutions);
        }

        return named;
    }

    private static Dictionary<int, string> Ends(BriefNode root)
    {
        Dictionary<int, string> ends = [];
        foreach (var (key, text, line) in root.Child("ends", "shot numbers with what is seen at the end of each").Pairs())
        {
            if (!int.TryParse(key, out var number) || number < 1)
                root.Complain(line, $"ends.{key}", "expected the number of a shot, from 1");
            else if (text.Trim() is not { Length: > 0 and <= Ending.Longest } said || said.Contains('\n'))
                root.Complain(line, $"ends.{key}", $"expected what is seen at the end of the shot in one line of at most {Ending.Longest} characters, e.g. she raises the cup");
            else
                ends[number] = said.TrimEnd('.');
        }

        return ends;
    }

    private static Transition Transitions(BriefNode root, int fps)
    {
        var transitions = root.Child("transitions", "crossfade and every");
        var crossfade = transitions.Value("crossfade", "frames or seconds, e.g. 12 frames or 0.5s; 0 for hard cuts", text => BriefText.Frames(text, fps) is { } frames && frames >= 0 && frames <= 3 * fps ? frames : (int?)null, 0);
        var every = transitions.Integer("every", 1, 100, 1);
        transitions.RefuseUnknown();
        return new(crossfade, every);
    }

    private static Approval StoryboardApproval(BriefNode root)
    {
        var approval = root.Child("approval", "storyboard: auto, wait or fail after 10m");
        var found = approval.Object("storyboard", "auto, wait, or fail after a time, e.g. fail after 10m", text => text switch
        {
            "auto" => new Approval(ApprovalPolicy.Auto),
            "wait" => new Approval(ApprovalPolicy.Wait),
            _ when text.StartsWith("fail after ", StringComparison.Ordinal) && BriefText.Seconds(text["fail after ".Length..]) is > 0 and var seconds => new Approval(ApprovalPolicy.FailAfter, seconds),
            _ => null,
        }, new Approval(ApprovalPolicy.Auto))!;
        approval.RefuseUnknown();
        return found;
    }

    // Who thinks: rules or a language model. What the brief does not say stays unsaid in its record.
    private static Brief Thinkers(BriefNode root, Brief brief)
    {
        var planner = root.Text("planner", "words or model", "", text => text is "words" or "model");
        var judge = root.Text("judge", "none or model", "", text => text is "none" or "model");
        if (planner.Length > 0)
            brief = brief with { Planner = planner == "model" ? PlannerKind.Model : PlannerKind.Words };
        return judge == "model" ? brief with { Judge = true } : brief;
    }

    private static IReadOnlyList<int> Continuous(BriefNode root, int beats) =>
        ShotNumbers(root, "continuous", "numbers of shots that continue the one before", 2, beats);

    private static IReadOnlyList<int> ShotNumbers(BriefNode root, string field, string expected, int first, int beats)
    {
        var shots = root.Texts(field, expected, text => text.Split(',', StringSplitOptions.TrimEntries), required: false);
        List<int> numbers = [];
        foreach (var (text, line) in shots)
        {
            if (int.TryParse(text, out var number) && number >= first)
                numbers.Add(number);
            else
                root.Complain(line, field, $"expected a shot number from {first}{(beats == 0 ? "" : $" (of about {beats})")}, found \"{text}\"");
        }

        return numbers;
    }

    private static (Music Bed, string? File, long Line) ReadMusic(BriefNode root)
    {
        if (root.IsText("music"))
            return (new(null, root.Text("music", "none, calm, bright or tense; or a mapping with file or mood", "calm", text => text is "none" or "calm" or "bright" or "tense")), null, 0);
        var music = root.Child("music", "none, calm, bright or tense; or a mapping with file or mood");
        var file = music.Texts("file", "the path of an audio file, from the folder of the brief", text => [text], required: false);
        var bed = new Music(
            null,
            music.Text("mood", "none, calm, bright or tense", "calm", text => text is "none" or "calm" or "bright" or "tense"),
            music.Value("gain", "a level in dB from -40 to 6", text => double.TryParse(text.Replace("dB", "", StringComparison.OrdinalIgnoreCase).Trim(), out var gain) && gain is >= -40 and <= 6 ? gain : (double?)null, -9),
            music.Value<double>("fade-in", "seconds from 0 to 30, e.g. 1s", text => BriefText.Seconds(text) is <= 30 and var length ? length : null, 1),
            music.Value<double>("fade-out", "seconds from 0 to 30, e.g. 2s", text => BriefText.Seconds(text) is <= 30 and var length ? length : null, 2));
        music.RefuseUnknown();
        return (bed, file.Count == 1 ? file[0].Text : null, file.Count == 1 ? file[0].Line : 0);
    }

    private async Task<AssetRef?> TakeInAsync(BriefNode root, string path, long line, IAssetStore assets, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            root.Complain(line, "music.file", $"there is no file {path}");
            return null;
        }

        if (await new AudioProbe(ffmpeg).LengthAsync(path, cancellationToken) is null)
        {
            root.Complain(line, "music.file", $"{path} is not audio that ffmpeg can read");
            return null;
        }

        return await assets.AddFileAsync(path, "audio/" + Path.GetExtension(path).TrimStart('.').ToLowerInvariant(), cancellationToken);
    }

    private static double? ShotSeconds(BriefNode root) => root.Has("shot-length")
        ? root.Value("shot-length", "about how long a shot is, from 1 to 30 seconds, e.g. 2s", text => BriefText.Seconds(text) is >= 1 and <= 30 and var length ? length : (double?)null)
        : null;

    // A film too short for its shots or crossfades is a mistake in the brief, not in the cut.
    private static void CheckTiming(BriefNode root, Brief brief)
    {
        if (brief.TotalFrames == 0 || brief.Treatment.Count == 0)
            return;
        var (_, most) = ShotTimer.Count(brief);
        var shots = Math.Min(most, Math.Max(1, brief.Treatment.Count));
        if (brief.Transition.CrossfadeFrames * 2 >= brief.TotalFrames / shots)
            root.Complain("transitions", $"crossfades of {brief.Transition.CrossfadeFrames} frames leave nothing of shots of about {brief.TotalFrames / shots} frames");
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
