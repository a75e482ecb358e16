using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Providers.Http;

/// <summary>How requests are written as JSON.</summary>
internal static class ProviderJson
{
    /// <summary>
    /// What is not said is left out, and '+' is not escaped: the default encoder would take six times a picture's length in buffers
    /// to escape its base64.
    /// </summary>
    public static JsonSerializerOptions Body { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
