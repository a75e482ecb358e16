using System.Text.Json;
using Orchestrator.Backlot.Faults;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Plays scripted faults on HTTP calls.</summary>
internal sealed class FaultGate(FaultDesk desk, CancellationToken stopping)
{
    public FaultRule? Meet(HttpContext http, string provider, FaultRoute route, string endpoint = "", string prompt = "")
        => desk.Meet(new FaultCall(provider, route, endpoint, prompt, AttemptOf(http)));

    /// <summary>Answers, resets or hangs before anything is accepted; false when the fault is of another kind.</summary>
    public async Task<bool> StrikeBeforeAsync(HttpContext http, FaultRule? fault)
    {
        switch (fault?.Action)
        {
            case FaultAction.RateLimit:
                if (fault.RetryAfter is { } seconds)
                    http.Response.Headers.RetryAfter = seconds.ToString();
                await ErrorAsync(http, fault, fault.Status ?? 429, "rate_limit_exceeded", "Too many requests.");
                return true;
            case FaultAction.ServerError:
                await ErrorAsync(http, fault, fault.Status ?? 500, "internal_error", "The server failed.");
                return true;
            case FaultAction.Unavailable:
                await ErrorAsync(http, fault, fault.Status ?? 503, "runner_scheduling_failure", "The service is not available.");
                return true;
            case FaultAction.Reset:
                http.Abort();
                return true;
            case FaultAction.Hang:
                await HangAsync(http);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Loses the answer to a job that was accepted; false when the fault is of another kind.</summary>
    public async Task<bool> StrikeAfterAsync(HttpContext http, FaultRule? fault)
    {
        switch (fault?.Action)
        {
            case FaultAction.AcceptThen500:
                await ErrorAsync(http, fault, fault.Status ?? 500, "internal_error", "The server failed.");
                return true;
            case FaultAction.AcceptThenReset:
                http.Abort();
                return true;
            case FaultAction.AcceptThenHang:
                await HangAsync(http);
                return true;
            case FaultAction.AcceptThenGarble:
                http.Response.ContentType = "application/json";
                await http.Response.WriteAsync("{\"request_id\": \"", http.RequestAborted);
                return true;
            default:
                return false;
        }
    }

    public static string? AttemptOf(HttpContext http)
    {
        if (http.Request.Headers["X-Attempt-Id"].FirstOrDefault() is { Length: > 0 } header)
            return header;
        if (http.Request.Query["attempt"].FirstOrDefault() is { Length: > 0 } query)
            return query;
        // A webhook's address is the one place where a fal submit can carry an attempt id.
        return Uri.TryCreate(http.Request.Query["fal_webhook"].FirstOrDefault(), UriKind.Absolute, out var hook)
            ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(hook.Query).GetValueOrDefault("attempt").FirstOrDefault()
            : null;
    }

    private static Task ErrorAsync(HttpContext http, FaultRule fault, int status, string type, string message)
    {
        http.Response.StatusCode = status;
        type = fault.ErrorType ?? type;
        var body = http.Request.Path.StartsWithSegments("/openai")
            ? JsonSerializer.Serialize(new { error = new { message, type, param = (string?)null, code = type } })
            : JsonSerializer.Serialize(new { detail = message, error_type = type });
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body, http.RequestAborted);
    }

    private async Task HangAsync(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }
}
