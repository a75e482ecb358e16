using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

/// <summary>Search attributes are always plain JSON with the type beside it: no converter and no codec touches them.</summary>
internal static class SearchAttributePayload
{
    private const string TypeKey = "type";
    private const string EncodingKey = "encoding";
    private static readonly ByteString JsonPlain = ByteString.CopyFromUtf8("json/plain");
    private static readonly ByteString BinaryNull = ByteString.CopyFromUtf8("binary/null");

    public static Payload Encode(IndexedValueType type, object? value)
    {
        var payload = new Payload { Metadata = { [TypeKey] = ByteString.CopyFromUtf8(type.ToString()) } };
        if (value == null)
        {
            payload.Metadata[EncodingKey] = BinaryNull;
            return payload;
        }

        payload.Metadata[EncodingKey] = JsonPlain;
        var plain = value is DateTimeOffset instant ? instant.ToString("o", CultureInfo.InvariantCulture) : value;
        payload.Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(plain));
        return payload;
    }

    /// <summary>Reads a payload; null when it is unset or of a type that this version does not know.</summary>
    public static (SearchAttributeKey Key, object Value)? Decode(string name, Payload payload)
    {
        if (!payload.Metadata.TryGetValue(TypeKey, out var type) || payload.Data.IsEmpty ||
            SearchAttributeKey.Create(name, ParseType(type.ToStringUtf8())) is not { } key)
            return null;
        using var json = JsonDocument.Parse(payload.Data.Memory);
        return ReadValue(key.ValueType, json.RootElement) is { } value ? (key, value) : null;
    }

    internal static object? ReadValue(IndexedValueType type, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array && type != IndexedValueType.KeywordList)
        {
            // Older stores index every value as a list of one.
            return json.GetArrayLength() == 1 ? ReadValue(type, json[0]) : null;
        }

        if (json.ValueKind == JsonValueKind.Null)
            return null;
        return type switch
        {
            IndexedValueType.Text or IndexedValueType.Keyword => json.GetString(),
            IndexedValueType.Int => json.GetInt64(),
            IndexedValueType.Double => json.GetDouble(),
            IndexedValueType.Bool => json.GetBoolean(),
            IndexedValueType.Datetime => DateTimeOffset.Parse(json.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            IndexedValueType.KeywordList => ReadList(json),
            _ => null,
        };
    }

    private static string[] ReadList(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(e => e.GetString()!)] : [json.GetString()!];

    private static IndexedValueType ParseType(string text)
    {
        const string prefix = "INDEXED_VALUE_TYPE_";
        var name = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..].Replace("_", string.Empty, StringComparison.Ordinal) : text;
        return Enum.TryParse<IndexedValueType>(name, ignoreCase: true, out var type) ? type : IndexedValueType.Unspecified;
    }
}
