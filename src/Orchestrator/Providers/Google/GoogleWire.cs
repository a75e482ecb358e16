using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Providers.Google;

/// <summary>The JSON that Google's services share.</summary>
internal static class GoogleWire
{
    public sealed record Failed([property: JsonPropertyName("error")] Error? Error);

    public sealed record Error(
        [property: JsonPropertyName("code")] int Code,
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("details")] IReadOnlyList<JsonElement>? Details);
}
