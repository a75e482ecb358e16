using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A submitted body, read and parsed once: as it came, and as an object where it is one.</summary>
internal sealed class RequestBody(byte[] bytes, JsonObject? json)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public byte[] Bytes => bytes;

    public JsonObject? Json => json;

    public static async Task<RequestBody> ReadAsync(HttpContext http)
    {
        var bytes = await BytesAsync(http);
        try
        {
            return new(bytes, JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject);
        }
        catch (JsonException)
        {
            return new(bytes, null);
        }
    }

    /// <summary>What was not sent as JSON, written as if it had been.</summary>
    public static RequestBody Of(JsonObject json) => new(JsonSerializer.SerializeToUtf8Bytes(json), json);

    // A body of pictures is tens of megabytes: where its length is told, it is read into its place.
    private static async Task<byte[]> BytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength is { } length)
        {
            var bytes = new byte[length];
            await http.Request.Body.ReadExactlyAsync(bytes, http.RequestAborted);
            return bytes;
        }

        using var copy = new MemoryStream();
        await http.Request.Body.CopyToAsync(copy, http.RequestAborted);
        return copy.ToArray();
    }

    public void Deconstruct(out RequestBody whole, out JsonObject? body) => (whole, body) = (this, Json);
}
