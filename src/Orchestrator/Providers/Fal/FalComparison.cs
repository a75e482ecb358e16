using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Providers.Fal;

/// <summary>Holds everything that may be sent to an endpoint against what it says that it takes: one difference a field and kind, whatever the number of requests.</summary>
internal sealed class FalComparison
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FalSchema schema;
    private readonly Func<string, int?> longest;
    private readonly Dictionary<(string Field, Kind Kind), (HashSet<string> Values, string Allowed)> found = [];

    private FalComparison(FalSchema schema, Func<string, int?> longest) => (this.schema, this.longest) = (schema, longest);

    private enum Kind
    {
        Unknown,
        Missing,
        Type,
        Choice,
        TooSmall,
        TooLarge,
        TooMany,
        TooFew,
        TooLong,
    }

    /// <summary>The differences, in the order of the endpoint's fields.</summary>
    /// <param name="schema">What the endpoint takes.</param>
    /// <param name="bodies">What may be sent.</param>
    /// <param name="longest">Most characters that are sent in a text field; null where that is not bounded, or not known.</param>
    public static IReadOnlyList<FalDifference> Of(FalSchema schema, IEnumerable<JsonObject> bodies, Func<string, int?> longest)
    {
        var comparison = new FalComparison(schema, longest);
        foreach (var body in bodies)
            comparison.Hold(JsonNode.Parse(body.ToJsonString()), schema.Input, "");
        return [.. comparison.found.Select(pair => new FalDifference(pair.Key.Field, Words(pair.Key.Kind, [.. pair.Value.Values], pair.Value.Allowed))).OrderBy(difference => difference.Field, StringComparer.Ordinal)];
    }

    /// <summary>How many fields an endpoint has that none of the bodies has: they may be left out, and are.</summary>
    public static int Unused(FalSchema schema, IReadOnlyList<JsonObject> bodies) =>
        FalSchema.Properties(schema.Input).Keys.Except(FalSchema.Required(schema.Input)).Count(name => !bodies.Any(body => body.ContainsKey(name)));

    private void Hold(JsonNode? value, JsonElement asked, string field)
    {
        var forms = schema.Forms(asked);
        if (value is null || forms.Count == 0 || forms.Any(form => Fits(value, form, field)))
            return;
        // The form of the same type tells best what is wrong; where there is none, it is the type.
        Tell(value, forms.FirstOrDefault(form => IsType(value, form), forms[0]), field);
    }

    private bool Fits(JsonNode value, JsonElement form, string field)
    {
        var single = new FalComparison(schema, longest);
        single.Tell(value, form, field);
        return single.found.Count == 0;
    }

    private void Tell(JsonNode value, JsonElement form, string field)
    {
        if (!IsType(value, form))
        {
            Add(field, Kind.Type, Json(value), FalSchema.Text(form, "type") ?? "something else");
            return;
        }

        if (FalSchema.Member(form, "enum") is { ValueKind: JsonValueKind.Array } choice && !choice.EnumerateArray().Any(one => JsonNode.DeepEquals(JsonNode.Parse(one.GetRawText()), value)))
            Add(field, Kind.Choice, Json(value), string.Join(", ", choice.EnumerateArray().Select(one => one.GetRawText())));
        switch (value)
        {
            case JsonObject map:
                TellMap(map, form, field);
                break;
            case JsonArray list:
                TellList(list, form, field);
                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.Number:
                TellNumber(value.GetValue<JsonElement>().GetDouble(), form, field);
                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.String && FalSchema.Number(form, "maxLength") is { } most && longest(field) > most:
                Add(field, Kind.TooLong, Number(longest(field)!.Value), Number(most));
                break;
        }
    }

    private void TellMap(JsonObject map, JsonElement form, string field)
    {
        var properties = FalSchema.Properties(form);
        foreach (var (name, value) in map)
        {
            if (properties.TryGetValue(name, out var asked))
                Hold(value, asked, Below(field, name));
            else if (properties.Count > 0)
                Add(Below(field, name), Kind.Unknown, "", "");
        }

        foreach (var name in FalSchema.Required(form).Where(name => !map.ContainsKey(name)))
            Add(Below(field, name), Kind.Missing, "", "");
    }

    private void TellList(JsonArray list, JsonElement form, string field)
    {
        if (FalSchema.Number(form, "maxItems") is { } most && list.Count > most)
            Add(field, Kind.TooMany, Number(list.Count), Number(most));
        if (FalSchema.Number(form, "minItems") is { } least && list.Count < least)
            Add(field, Kind.TooFew, Number(list.Count), Number(least));
        if (FalSchema.Member(form, "items") is not { } items)
            return;
        foreach (var item in list)
            Hold(item, items, $"{field}[]");
    }

    private void TellNumber(double number, JsonElement form, string field)
    {
        if (FalSchema.Number(form, "minimum") is { } least && number < least)
            Add(field, Kind.TooSmall, Number(number), Number(least));
        if (FalSchema.Number(form, "maximum") is { } most && number > most)
            Add(field, Kind.TooLarge, Number(number), Number(most));
    }

    private void Add(string field, Kind kind, string value, string allowed)
    {
        if (!found.TryGetValue((field, kind), out var known))
            found[(field, kind)] = known = ([], allowed);
        known.Values.Add(value);
    }

    private static string Words(Kind kind, IReadOnlyList<string> values, string allowed) => kind switch
    {
        Kind.Unknown => "is sent, and the endpoint has no such field any more",
        Kind.Missing => "is required, and is not sent, or not always",
        Kind.Type => $"should be {Article(allowed)}, and {values[0]} is sent",
        Kind.Choice => $"takes {string.Join(", ", values)} no more, but {allowed}",
        Kind.TooSmall => $"is at least {allowed} now, and down to {Extreme(values, Enumerable.Min)} is sent",
        Kind.TooLarge => $"is at most {allowed} now, and up to {Extreme(values, Enumerable.Max)} is sent",
        Kind.TooMany => $"has at most {allowed} items now, and up to {Extreme(values, Enumerable.Max)} are sent",
        Kind.TooFew => $"has at least {allowed} items now, and {Extreme(values, Enumerable.Min)} are sent",
        _ => $"has at most {allowed} characters now, and up to {values[0]} are sent",
    };

    private static string Extreme(IEnumerable<string> values, Func<IEnumerable<double>, double> of) => Number(of(values.Select(value => double.Parse(value, CultureInfo.InvariantCulture))));

    private static string Article(string type) => type is "integer" or "array" or "object" ? $"an {type}" : $"a {type}";

    private static string Below(string field, string name) => field.Length == 0 ? name : $"{field}.{name}";

    private static string Json(JsonNode value) => value.ToJsonString(Plain) is { Length: > 40 } long_ ? long_[..40] + "…" : value.ToJsonString(Plain);

    private static string Number(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static bool IsType(JsonNode value, JsonElement form) => (FalSchema.Text(form, "type"), value.GetValueKind()) switch
    {
        (null, _) => true,
        ("string", var kind) => kind == JsonValueKind.String,
        ("boolean", var kind) => kind is JsonValueKind.True or JsonValueKind.False,
        ("integer", JsonValueKind.Number) => double.IsInteger(value.GetValue<JsonElement>().GetDouble()),
        ("number", var kind) => kind == JsonValueKind.Number,
        ("array", var kind) => kind == JsonValueKind.Array,
        ("object", var kind) => kind == JsonValueKind.Object,
        _ => false,
    };
}
