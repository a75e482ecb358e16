using System.Text.Json;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What the routes of OpenAI and of Azure's v1 share: their addresses, their key and their error bodies.</summary>
internal static class OpenAiDoor
{
    /// <summary>Azure's v1 speaks the same contract at another address.</summary>
    public static string[] Roots { get; } = ["/openai/v1", "/azure/openai/v1"];

    /// <summary>Before v1, Azure named the deployment in the address.</summary>
    public static string Deployments => "/azure/openai/deployments/{deployment}";

    public static bool IsAzure(HttpContext http) => http.Request.Path.StartsWithSegments("/azure");

    /// <summary>Gives an answer its id.</summary>
    public static void Number(HttpContext http) => http.Response.Headers["x-request-id"] = "req_" + Guid.NewGuid().ToString("N");

    /// <summary>The key: a bearer token, or Azure's header.</summary>
    public static string KeyOf(HttpContext http) => VendorDesk.Bearer(http) is { Length: > 0 } token ? token : http.Request.Headers["api-key"].ToString();

    public static Task KeyErrorAsync(HttpContext http) => ErrorAsync(http, 401, "Incorrect API key provided.", "invalid_api_key");

    /// <summary>Whether a call names a deployment without saying for which version of the contract; the answer is given.</summary>
    public static async Task<bool> LacksVersionAsync(HttpContext http)
    {
        if (http.Request.RouteValues["deployment"] is null || http.Request.Query["api-version"].ToString().Length > 0)
            return false;
        await VendorDesk.AnswerAsync(http, 404, new { error = new { code = "404", message = "Resource not found" } });
        return true;
    }

    /// <summary>Azure tells its own filter, whose verdict is within.</summary>
    public static Task FilteredAsync(HttpContext http)
    {
        http.Response.StatusCode = 400;
        return http.Response.WriteAsJsonAsync(new
        {
            error = new
            {
                message = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
                type = (string?)null,
                param = "prompt",
                code = "content_filter",
                status = 400,
                innererror = new { code = "ResponsibleAIPolicyViolation", content_filter_result = new { violence = new { filtered = true, severity = "medium" } } },
            },
        }, http.RequestAborted);
    }

    public static Task ErrorAsync(HttpContext http, int status, string message, string? code, string? param = null)
        => VendorDesk.AnswerAsync(http, status, JsonSerializer.Serialize(new { error = new { message, type = status >= 500 ? "server_error" : "invalid_request_error", param, code } }));
}
