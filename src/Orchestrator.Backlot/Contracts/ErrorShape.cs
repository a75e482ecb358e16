using System.Text.Json;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A failure in the words of the provider whose address was called.</summary>
internal static class ErrorShape
{
    public static string Of(PathString path, int status, string type, string message, int? retryAfter)
    {
        object shape = path.Value?.Split('/') switch
        {
            [_, "openai" or "azure", ..] => new { error = new { message, type, param = (string?)null, code = type } },
            [_, "vertex" or "gemini" or "gcs", ..] => Google(status, message, retryAfter),
            [_, "kling", ..] => new { code = status == 429 ? 1303 : 5000, message, request_id = Guid.NewGuid().ToString() },
            [_, "ark", ..] => new { error = new { code = status == 429 ? "RateLimitExceeded" : "InternalServiceError", message, type } },
            [_, "runway", ..] => new { error = message },
            _ => new { detail = message, error_type = type },
        };
        return JsonSerializer.Serialize(shape);
    }

    // Google says in the body how long to wait, not always in a header.
    private static object Google(int status, string message, int? retryAfter)
    {
        var name = status switch { 429 => "RESOURCE_EXHAUSTED", 503 => "UNAVAILABLE", 504 => "DEADLINE_EXCEEDED", 401 => "UNAUTHENTICATED", 403 => "PERMISSION_DENIED", 404 => "NOT_FOUND", 400 => "INVALID_ARGUMENT", _ => "INTERNAL" };
        object[] details = status == 429 && retryAfter is { } seconds
            ? [new Dictionary<string, object> { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = $"{seconds}s" }]
            : [];
        return new { error = new { code = status, message, status = name, details } };
    }
}
