using System.Globalization;
using Orchestrator.Model;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Orchestrator.Providers.Catalogue;

/// <summary>Reads one catalogue file.</summary>
internal static class ModelRowReader
{
    public static ModelRow Read(string path)
    {
        try
        {
            var root = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object?>>(File.ReadAllText(path));
            return Row(new Node(root));
        }
        catch (Exception exception) when (exception is YamlException or KeyNotFoundException or FormatException or InvalidCastException or ArgumentException)
        {
            throw new CatalogueException($"{path} is not a model: {exception.Message}", exception);
        }
    }

    private static ModelRow Row(Node node)
    {
        var lifecycle = node.Child("lifecycle")!;
        return new()
        {
            Name = node.Text("name")!,
            Title = node.Text("title")!,
            Kind = Enum.Parse<ModelKind>(node.Text("kind")!, ignoreCase: true),
            Provider = node.Text("provider")!,
            Endpoint = node.Text("endpoint")!,
            Retired = lifecycle.Has("retired") ? lifecycle.Date("retired") : null,
            Successors = lifecycle.List("successors"),
            Seconds = [.. node.List("seconds").Select(text => int.Parse(text, CultureInfo.InvariantCulture))],
            Aspects = node.List("aspects"),
            Lines = [.. node.List("lines").Select(text => int.Parse(text, CultureInfo.InvariantCulture))],
            Sound = node.Has("sound") && bool.Parse(node.Text("sound")!),
            PromptLimit = node.Has("prompt-limit") ? (int)node.Number("prompt-limit") : int.MaxValue,
            Price = node.Child("price") is { } price ? Price(price) : new(),
            WaitSeconds = node.Child("latency") is { } latency ? (double)latency.Number("seconds") : ModelRow.AssumedWait,
            Chance = node.Child("acceptance") is { } acceptance ? (double)acceptance.Number("chance") : 0.8,
            Reserve = node.Child("acceptance") is { } prior && prior.Has("reserve") && bool.Parse(prior.Text("reserve")!),
            Edits = node.Has("edits") && bool.Parse(node.Text("edits")!),
            NotIn = node.List("not-in"),
            People = !node.Has("people") || bool.Parse(node.Text("people")!),
            References = node.Child("references") is { } references ? Limits(references) : ReferenceLimits.None,
            Several = node.Child("several") is { } several ? new((int)several.Number("shots"), (int)several.Number("seconds")) : null,
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
        UsdPerMillionIn = node.Has("usd-per-million-in") ? node.Number("usd-per-million-in") : 0,
        UsdPerMillionCached = node.Has("usd-per-million-cached") ? node.Number("usd-per-million-cached") : null,
        UsdPerMillionOut = node.Has("usd-per-million-out") ? node.Number("usd-per-million-out") : 0,
        TokensOut = node.Has("tokens-out") ? (int)node.Number("tokens-out") : 0,
        TokensPerReference = node.Has("tokens-per-reference") ? (int)node.Number("tokens-per-reference") : 0,
        Source = node.Text("source")!,
        Read = node.Date("read"),
        Expires = node.Date("expires"),
    };

    private static ModelRate Rate(Node node) => new(
        node.Has("lines") ? (int)node.Number("lines") : null,
        node.Has("sound") ? bool.Parse(node.Text("sound")!) : null,
        node.Number("usd"));

    private static ReferenceLimits Limits(Node node) => new(Count(node, "images"), Count(node, "videos"), Count(node, "audio"), Count(node, "total"));

    private static int Count(Node node, string kind) => node.Has(kind) ? (int)node.Number(kind) : 0;

    private static ModelInput Input(Node node) => new()
    {
        Form = Named(node, "form"),
        Image = Named(node, "image"),
        EndImage = Named(node, "end-image"),
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

    // The few shapes that a catalogue file has, over what the YAML reader returns.
    private sealed class Node(IDictionary<string, object?> values)
    {
        public bool Has(string key) => values.TryGetValue(key, out var value) && value is not null;

        public string? Text(string key) => Value(key) as string;

        public decimal Number(string key) => decimal.Parse(Text(key)!, CultureInfo.InvariantCulture);

        public DateOnly Date(string key) => DateOnly.ParseExact(Text(key)!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        public Node? Child(string key) => values.TryGetValue(key, out var value) && value is IDictionary<object, object?> map ? Of(map) : null;

        public IEnumerable<Node> Children(string key) => Items(key).Select(item => Of((IDictionary<object, object?>)item!));

        public IReadOnlyList<string> List(string key) => [.. Items(key).Select(item => (string)item!)];

        public IReadOnlyDictionary<string, object> Scalars() => values.ToDictionary(pair => pair.Key, pair => Scalar((string)pair.Value!));

        private static object Scalar(string text) =>
            bool.TryParse(text, out var flag) ? flag
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : text;

        private static Node Of(IDictionary<object, object?> map) => new(map.ToDictionary(pair => (string)pair.Key, pair => pair.Value));

        private object? Value(string key) => values.TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"{key} is missing");

        private IEnumerable<object?> Items(string key) => values.TryGetValue(key, out var value) && value is IEnumerable<object?> items ? items : [];
    }
}
