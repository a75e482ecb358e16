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
            [_, "kling", ..] => new { code = KlingCode(status, type), message, request_id = Guid.NewGuid().ToString() },
            [_, "ark", ..] => new { error = new { code = status switch { 429 => "RateLimitExceeded", >= 500 => "InternalServiceError", _ => type }, message, type } },
            [_, "runway", ..] => new { error = message },
            // Of the door fal says nothing but a sentence.
            _ when status is 401 or 403 => new { detail = message },
            _ => new { detail = message, error_type = type },
        };
        return JsonSerializer.Serialize(shape);
    }

    /// <summary>How a provider turns away a key that is not good, or an account that is locked or empty: status, code and words.</summary>
    public static (int Status, string Type, string Message) Shut(PathString path, bool locked) => path.Value?.Split('/') switch
    {
        [_, "openai" or "azure", ..] => locked ? (429, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details.") : (401, "invalid_api_key", "Incorrect API key provided."),
        [_, "gemini", ..] => locked ? (403, "", "The billing account of the project is disabled.") : (400, "", "API key not valid. Please pass a valid API key."),
        [_, "vertex" or "gcs", ..] => locked ? (403, "", "This API method requires billing to be enabled.") : (401, "", "Request had invalid authentication credentials."),
        [_, "kling", ..] => locked ? (429, "1102", "Resource pack depleted or expired") : (401, "1004", "Authorization is expired"),
        [_, "ark", ..] => locked ? (403, "AccountOverdueError", "The account has an overdue balance.") : (401, "AuthenticationError", "The API key is missing or invalid."),
        [_, "runway", ..] => locked ? (400, "", "You do not have enough credits to run this task.") : (401, "", "Invalid API key"),
        _ => locked ? (403, "", "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.") : (401, "", "No user found for Key ID and Secret"),
    };

    private static int KlingCode(int status, string type) => int.TryParse(type, out var told) ? told : status == 429 ? 1303 : 5000;

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
