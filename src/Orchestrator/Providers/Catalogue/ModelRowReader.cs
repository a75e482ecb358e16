using System.Globalization;
using Orchestrator.Model;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Orchestrator.Providers.Catalogue;

/// <summary>Reads one catalogue file.</summary>
internal static class ModelRowReader
{
    /// <summary>The row of a file.</summary>
    /// <exception cref="CatalogueException">It is none; the message names the file and the field.</exception>
    public static ModelRow Read(string path)
    {
        try
        {
            var root = new Node("", new DeserializerBuilder().Build().Deserialize<Dictionary<string, object?>>(File.ReadAllText(path)) ?? []);
            var row = Row(root);
            if (root.Unread() is { Count: > 0 } unread)
                throw new FormatException($"{string.Join(", ", unread)}: no such field");
            return ModelRowRules.Problem(row, Path.GetFileNameWithoutExtension(path)) is { } problem ? throw new FormatException(problem) : row;
        }
        catch (Exception exception) when (exception is YamlException or KeyNotFoundException or FormatException or InvalidCastException or ArgumentException or OverflowException)
        {
            throw new CatalogueException($"{path}: {exception.Message}", exception);
        }
    }

    private static ModelRow Row(Node node)
    {
        var lifecycle = node.Child("lifecycle") ?? throw new KeyNotFoundException("lifecycle is missing");
        var state = lifecycle.Text("state");
        if (state != (lifecycle.Has("retired") ? "retired" : "active"))
            throw new FormatException($"lifecycle.state: '{state}' should be active, or retired with the day in lifecycle.retired");
        _ = lifecycle.Date("checked");
        // Where a figure is from is for people.
        foreach (var place in new[] { "latency", "acceptance" })
            node.Child(place)?.Skip("source");
        lifecycle.Skip("source");
        return new()
        {
            Name = node.Text("name")!,
            Title = node.Text("title")!,
            Kind = node.Word<ModelKind>("kind"),
            Licence = node.Text("licence")!,
            Regions = node.Text("regions")!,
            Provider = node.Text("provider")!,
            Endpoint = node.Text("endpoint")!,
            Retired = lifecycle.Has("retired") ? lifecycle.Date("retired") : null,
            Successors = lifecycle.List("successors"),
            Seconds = node.Integers("seconds"),
            Aspects = node.List("aspects"),
            Lines = node.Integers("lines"),
            Sound = node.Flag("sound") == true,
            PromptLimit = node.Has("prompt-limit") ? (int)node.Number("prompt-limit") : int.MaxValue,
            Price = node.Child("price") is { } price ? Price(price) : new(),
            WaitSeconds = node.Child("latency") is { } latency ? (double)latency.Number("seconds") : ModelRow.AssumedWait,
            Chance = node.Child("acceptance") is { } acceptance ? (double)acceptance.Number("chance") : 0.8,
            Reserve = node.Child("acceptance") is { } prior && prior.Flag("reserve") == true,
            Edits = node.Flag("edits") == true,
            Mends = [.. node.List("mends").Select(text => Enum.Parse<ShotField>(text, ignoreCase: true))],
            NotIn = node.List("not-in"),
            People = node.Flag("people") != false,
            References = node.Child("references") is { } references ? Limits(references) : ReferenceLimits.None,
            Payload = node.Child("payload") is { } payload ? new(Megabytes(payload, "picture-mb"), Megabytes(payload, "clip-mb"), Megabytes(payload, "sound-mb")) : PayloadLimits.None,
            Several = node.Child("several") is { } several ? new((int)several.Number("shots"), (int)several.Number("seconds"), several.Has("prompt-limit") ? (int)several.Number("prompt-limit") : null) : null,
            Extension = node.Child("extension") is { } extension ? new(extension.Text("with")!, (int)extension.Number("longest-input")) : null,
            Input = node.Child("input") is { } input ? Input(input) : new(),
            Guards = [.. node.Children("guards").Select(Guard)],
        };
    }

    private static ModelPrice Price(Node node) => new()
    {
        UsdPerSecond = node.Has("usd") ? node.Number("usd") : 0,
        Rates = [.. node.Children("rates").Select(Rate)],
        UsdPerUnit = node.Has("usd-per-unit") ? node.Number("usd-per-unit") : null,
        UsdPerImage = node.Has("usd-per-image") ? node.Number("usd-per-image") : null,
        UsdPerLargeImage = node.Has("usd-per-large-image") ? node.Number("usd-per-large-image") : null,
        UsdPerReference = node.Has("usd-per-reference") ? node.Number("usd-per-reference") : 0,
        UsdPerMillionIn = node.Has("usd-per-million-in") ? node.Number("usd-per-million-in") : 0,
        UsdPerMillionCached = node.Has("usd-per-million-cached") ? node.Number("usd-per-million-cached") : null,
        UsdPerMillionOut = node.Has("usd-per-million-out") ? node.Number("usd-per-million-out") : 0,
        UsdPerMillionText = node.Has("usd-per-million-text") ? node.Number("usd-per-million-text") : 0,
        TokensOut = node.Has("tokens-out") ? (int)node.Number("tokens-out") : 0,
        TokensPerReference = node.Has("tokens-per-reference") ? (int)node.Number("tokens-per-reference") : 0,
        Source = Noted(node).Text("source")!,
        Read = node.Date("read"),
        Expires = node.Date("expires"),
    };

    private static Node Noted(Node node)
    {
        if (node.Text("unit") is not ("second" or "token" or "image") and var unit)
            throw new FormatException($"price.unit: '{unit}' should be second, token or image");
        node.Skip("note");
        return node;
    }

    private static ModelRate Rate(Node node) => new(
        node.Has("lines") ? (int)node.Number("lines") : null,
        node.Flag("sound"),
        node.Number("usd"));

    private static ReferenceLimits Limits(Node node) => new(Count(node, "images"), Count(node, "videos"), Count(node, "audio"), Count(node, "total")) { InsteadOfFrames = node.Flag("instead-of-frames") == true };

    private static decimal? Megabytes(Node node, string kind) => node.Has(kind) ? node.Number(kind) : null;

    private static int Count(Node node, string kind) => node.Has(kind) ? (int)node.Number(kind) : 0;

    private static ModelInput Input(Node node) => new()
    {
        Form = Named(node, "form"),
        Image = Named(node, "image"),
        EndImage = Named(node, "end-image"),
        EndNeeded = node.Flag("end-needed") == true,
        Duration = Named(node, "duration"),
        Mention = Named(node, "mention") ?? new ModelInput().Mention,
        Aspect = Named(node, "aspect"),
        Sound = Named(node, "sound"),
        Seed = Named(node, "seed"),
        Lines = Named(node, "lines"),
        Fixed = node.Child("fixed")?.Scalars() ?? new Dictionary<string, object>(),
    };

    // `null` is written in the files to say that an endpoint has no such field.
    private static string? Named(Node node, string key) => node.Has(key) && node.Text(key) is { } text && text != "null" ? text : null;

    private static ModelGuard Guard(Node node)
    {
        var guard = new ModelGuard(node.Text("when")!, node.Text("then")!, node.Text("source")!);
        var unknown = guard.When.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(condition => !ModelGuard.Knows(condition));
        return unknown is null ? guard : throw new FormatException($"guard condition '{unknown}' is not known");
    }

    // The few shapes that a catalogue file has, over what the YAML reader returns. It knows its place in the file and what of it was
    // read: what nobody reads is a slip of the pen.
    private sealed class Node(string path, IDictionary<string, object?> values)
    {
        private readonly HashSet<string> read = [];
        private readonly List<Node> children = [];

        private string Place => path;

        public bool Has(string key) => Look(key) is not null;

        public string? Text(string key) => Value(key) switch
        {
            null => null,
            string text => text,
            _ => throw new FormatException($"{Name(key)}: should be a single value"),
        };

        public decimal Number(string key) => decimal.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{Name(key)}: '{Text(key)}' is not a number");

        public DateOnly Date(string key) => DateOnly.TryParseExact(Text(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new FormatException($"{Name(key)}: '{Text(key)}' is not a day such as 2026-11-20");

        public T Word<T>(string key)
            where T : struct, Enum => Enum.TryParse<T>(Text(key), ignoreCase: true, out var word) && Enum.IsDefined(word)
            ? word
            : throw new FormatException($"{Name(key)}: '{Text(key)}' should be {string.Join(" or ", Enum.GetNames<T>()).ToLowerInvariant()}");

        /// <summary>True or false; null where it is not said.</summary>
        public bool? Flag(string key) => !Has(key) ? null : bool.TryParse(Text(key), out var flag) ? flag : throw new FormatException($"{Name(key)}: '{Text(key)}' should be true or false");

        public Node? Child(string key) => Look(key) switch
        {
            null => null,
            IDictionary<object, object?> map => children.Find(child => child.Place == Name(key)) ?? Of(Name(key), map),
            _ => throw new FormatException($"{Name(key)}: should have fields of its own"),
        };

        public IEnumerable<Node> Children(string key) => Items(key).Select((item, number) => item is IDictionary<object, object?> map
            ? Of($"{Name(key)}[{number}]", map)
            : throw new FormatException($"{Name(key)}[{number}]: should have fields of its own")).ToList();

        public IReadOnlyList<string> List(string key) => [.. Items(key).Select(item => item as string ?? throw new FormatException($"{Name(key)}: should be a list of single values"))];

        public IReadOnlyList<int> Integers(string key) => [.. List(key).Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{Name(key)}: '{text}' is not a whole number"))];

        public IReadOnlyDictionary<string, object> Scalars()
        {
            read.UnionWith(values.Keys);
            return values.ToDictionary(pair => pair.Key, pair => Scalar(pair.Value as string ?? throw new FormatException($"{Name(pair.Key)}: should be a single value")));
        }

        /// <summary>Lets a field stand that is for people alone.</summary>
        public void Skip(string key) => read.Add(key);

        /// <summary>The fields that were not read, with their places.</summary>
        public IReadOnlyList<string> Unread() => [.. values.Keys.Where(key => !read.Contains(key)).Select(Name), .. children.SelectMany(child => child.Unread())];

        private static object Scalar(string text) =>
            bool.TryParse(text, out var flag) ? flag
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : text;

        private string Name(string key) => path.Length == 0 ? key : $"{path}.{key}";

        private Node Of(string place, IDictionary<object, object?> map)
        {
            var child = new Node(place, map.ToDictionary(pair => (string)pair.Key, pair => pair.Value));
            children.Add(child);
            return child;
        }

        private object? Value(string key) => Look(key) ?? (values.ContainsKey(key) ? null : throw new KeyNotFoundException($"{Name(key)} is missing"));

        private object? Look(string key)
        {
            read.Add(key);
            return values.TryGetValue(key, out var value) ? value : null;
        }

        private IEnumerable<object?> Items(string key) => Look(key) switch
        {
            null => [],
            IEnumerable<object?> items => items,
            _ => throw new FormatException($"{Name(key)}: should be a list"),
        };
    }
}
