using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Orchestrator.Providers.Answers;

/// <summary>The records that answers are: their strict JSON schema, and how answers are read. One declaration says both.</summary>
internal static class AnswerSchema
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The schema of a record.</summary>
    public static JsonObject Of<T>() => Json.GetJsonSchemaAsNode(typeof(T), new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe }).AsObject();

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It does not keep to the schema; the message says where.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException("The answer is null.");

    /// <summary>Writes a record as an answer would.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        if (schema["enum"] is not null && schema["type"] is null)
            schema["type"] = "string";
        if (context.PropertyInfo?.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), false).FirstOrDefault() is DescriptionAttribute said)
            schema.Insert(0, "description", said.Description);
        return schema;
    }
}
