using System.Text.Json;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What OpenAI's routes share: their key and their error bodies.</summary>
internal static class OpenAiDoor
{
    /// <summary>The key: a bearer token, or Azure's header.</summary>
    public static string KeyOf(HttpContext http) => VendorDesk.Bearer(http) is { Length: > 0 } token ? token : http.Request.Headers["api-key"].ToString();

    public static Task ErrorAsync(HttpContext http, int status, string message, string? code, string? param = null)
        => VendorDesk.AnswerAsync(http, status, JsonSerializer.Serialize(new { error = new { message, type = "invalid_request_error", param, code } }));
}
