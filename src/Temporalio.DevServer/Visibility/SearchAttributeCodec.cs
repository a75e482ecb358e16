using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Visibility;

/// <summary>Search attributes on the wire: JSON payloads whose metadata names their type.</summary>
internal static class SearchAttributeCodec
{
    private const int MostKeys = 100;
    private const int ValueBytes = 2 * 1024;
    private const int TotalBytes = 40 * 1024;

    /// <summary>What is wrong with the attributes a caller wants to set; null if nothing.</summary>
    public static string? Invalid(SearchAttributes? attributes, NamespaceRecord within)
    {
        if (attributes is null) return null;
        if (attributes.IndexedFields.Count > MostKeys) return $"number of search attributes {attributes.IndexedFields.Count} exceeds limit {MostKeys}";
        foreach (var (name, value) in attributes.IndexedFields)
        {
            if (SystemAttributes.IsReadOnly(name)) return $"{name} attribute can't be set in SearchAttributes";
            if (TypeOf(name, within) is not { } type) return $"Namespace {within.Name} has no mapping defined for search attribute {name}";
            if (!IsNull(value) && !Fits(value, type)) return $"invalid value for search attribute {name} of type {type}: {Shown(value)}";
            if (value.Data.Length > ValueBytes) return $"search attribute {name} value size {value.Data.Length} exceeds size limit {ValueBytes}";
        }

        var total = attributes.CalculateSize();
        return total > TotalBytes ? $"total size of search attributes {total} exceeds size limit {TotalBytes}" : null;
    }

    public static IndexedValueType? TypeOf(string name, NamespaceRecord within) =>
        within.SearchAttributes.TryGetValue(name, out var type) ? type : SystemAttributes.TypeOf(name);

    /// <summary>The attributes with the type of each in its metadata.</summary>
    public static SearchAttributes? WithTypes(SearchAttributes? attributes, NamespaceRecord within)
    {
        if (attributes is null) return null;
        var typed = attributes.Clone();
        foreach (var (name, value) in typed.IndexedFields)
        {
            if (TypeOf(name, within) is { } type) value.Metadata["type"] = ByteString.CopyFromUtf8(type.ToString());
        }

        return typed;
    }

    /// <summary>Attributes after an upsert; a null value removes.</summary>
    public static SearchAttributes Merge(SearchAttributes? current, SearchAttributes upserted)
    {
        var merged = current?.Clone() ?? new SearchAttributes();
        foreach (var (name, value) in upserted.IndexedFields)
        {
            if (IsNull(value)) merged.IndexedFields.Remove(name);
            else merged.IndexedFields[name] = value;
        }

        return merged;
    }

    /// <summary>A payload that unsets: absent, null or an empty list.</summary>
    public static bool IsNull(Payload payload)
    {
        if (payload.Metadata.TryGetValue("encoding", out var encoding) && encoding.ToStringUtf8() == "binary/null") return true;
        return payload.Data.IsEmpty || payload.Data.ToStringUtf8() is "null" or "[]";
    }

    public static Payload Keyword(string value)
    {
        var payload = PlainPayload.Json(value);
        payload.Metadata["type"] = ByteString.CopyFromUtf8(nameof(IndexedValueType.Keyword));
        return payload;
    }

    public static Payload KeywordList(IEnumerable<string> values)
    {
        var payload = PlainPayload.Json(values);
        payload.Metadata["type"] = ByteString.CopyFromUtf8(nameof(IndexedValueType.KeywordList));
        return payload;
    }

    /// <summary>The values of a list, or the only one.</summary>
    public static IReadOnlyList<string> Strings(Payload payload)
    {
        var json = JsonDocument.Parse(payload.Data.Memory).RootElement;
        return json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(e => e.GetString() ?? "")] : [json.GetString() ?? ""];
    }

    /// <summary>The values as SQLite compares them.</summary>
    public static IEnumerable<object> ForStorage(Payload payload, IndexedValueType type)
    {
        var json = JsonDocument.Parse(payload.Data.Memory).RootElement;
        IEnumerable<JsonElement> values = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [json];
        foreach (var value in values)
        {
            if (type == IndexedValueType.Text)
            {
                foreach (var word in TextWords.Of(value.GetString() ?? "")) yield return word;
                continue;
            }

            yield return type switch
            {
                IndexedValueType.Int => value.GetInt64(),
                IndexedValueType.Double => value.GetDouble(),
                IndexedValueType.Bool => value.GetBoolean() ? 1L : 0L,
                IndexedValueType.Datetime => UnixNanoseconds(value.GetString() ?? ""),
                _ => value.GetString() ?? "",
            };
        }
    }

    public static long UnixNanoseconds(string text) => TryUnixNanoseconds(text, out var value) ? value : throw new FormatException($"{text} is not a time");

    public static bool TryUnixNanoseconds(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return false;
        nanoseconds = (time.UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
        return true;
    }

    /// <summary>A text without its quotes; anything else as it came.</summary>
    private static string Shown(Payload payload)
    {
        var text = payload.Data.ToStringUtf8();
        try
        {
            return text.StartsWith('"') ? JsonSerializer.Deserialize<string>(text)! : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static bool Fits(Payload payload, IndexedValueType type)
    {
        try
        {
            var json = JsonDocument.Parse(payload.Data.Memory).RootElement;
            if (json.ValueKind != JsonValueKind.Array) return Fits(json, type);
            var items = json.EnumerateArray().ToArray();
            // One value in a list is as good as the value.
            return (type == IndexedValueType.KeywordList || items.Length == 1) && items.All(i => Fits(i, type));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Fits(JsonElement value, IndexedValueType type) => type switch
    {
        IndexedValueType.Int => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        IndexedValueType.Double => value.ValueKind == JsonValueKind.Number,
        IndexedValueType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        IndexedValueType.Datetime => value.ValueKind == JsonValueKind.String && TryUnixNanoseconds(value.GetString()!, out _),
        _ => value.ValueKind == JsonValueKind.String,
    };
}
