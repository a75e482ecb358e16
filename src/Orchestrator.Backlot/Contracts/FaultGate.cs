using Orchestrator.Backlot.Faults;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Plays scripted faults on HTTP calls.</summary>
internal sealed class FaultGate(FaultDesk desk, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>Fires when the server stops: what waits for something must end.</summary>
    public CancellationToken Stopping => stopping;

    public FaultRule? Meet(HttpContext http, string provider, FaultRoute route, string endpoint = "", string prompt = "")
        => desk.Meet(new FaultCall(provider, route, endpoint, prompt, AttemptOf(http)));

    /// <summary>Answers, resets or hangs before anything is accepted; false when the fault is of another kind.</summary>
    public async Task<bool> StrikeBeforeAsync(HttpContext http, FaultRule? fault)
    {
        switch (fault?.Action)
        {
            case FaultAction.RateLimit:
                if (fault.RetryAfter is { } seconds)
                    http.Response.Headers.RetryAfter = fault.RetryAfterDate ? clock.GetUtcNow().AddSeconds(seconds).ToString("R") : seconds.ToString();
                await ErrorAsync(http, fault, fault.Status ?? 429, "rate_limit_exceeded", "Too many requests.");
                return true;
            case FaultAction.ServerError:
                await ErrorAsync(http, fault, fault.Status ?? 500, "internal_error", "The server failed.");
                return true;
            case FaultAction.Unavailable:
                await ErrorAsync(http, fault, fault.Status ?? 503, "runner_scheduling_failure", "The service is not available.");
                return true;
            case FaultAction.Unauthorized:
            case FaultAction.Locked:
                await ShutAsync(http, fault);
                return true;
            case FaultAction.Reset:
                http.Abort();
                return true;
            case FaultAction.Hang:
                await HangAsync(http);
                return true;
            case FaultAction.Answer:
                await AnswerAsync(http, fault);
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
            case FaultAction.AcceptThenAnswer:
                await AnswerAsync(http, fault);
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

    private static Task ShutAsync(HttpContext http, FaultRule fault)
    {
        var (status, type, message) = ErrorShape.Shut(http.Request.Path, fault.Action == FaultAction.Locked);
        return ErrorAsync(http, fault with { RetryAfter = null }, fault.Status ?? status, type, message);
    }

    private async Task AnswerAsync(HttpContext http, FaultRule fault)
    {
        if (fault.Delay > 0)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
            await Task.Delay(TimeSpan.FromSeconds(fault.Delay), clock, either.Token);
        }

        http.Response.StatusCode = fault.Status ?? 200;
        http.Response.ContentType = fault.ContentType;
        if (fault.Location is { } location)
            http.Response.Headers.Location = location;
        await (fault.Pause > 0 ? DribbleAsync(http, fault) : http.Response.WriteAsync(fault.Answer, http.RequestAborted));
        const int Piece = 64 * 1024;
        for (var left = fault.Padding; left > 0; left -= Piece)
            await http.Response.WriteAsync(new string(' ', Math.Min(left, Piece)), http.RequestAborted);
    }

    // Headers and the first piece at once, each other piece after a pause: the answer ends with its last byte.
    private async Task DribbleAsync(HttpContext http, FaultRule fault)
    {
        const int Pieces = 4;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        foreach (var (at, piece) in fault.Answer.Chunk(Math.Max(1, (fault.Answer.Length + Pieces - 1) / Pieces)).Index())
        {
            if (at > 0)
                await Task.Delay(TimeSpan.FromSeconds(fault.Pause), clock, either.Token);
            await http.Response.WriteAsync(new string(piece), either.Token);
            await http.Response.Body.FlushAsync(either.Token);
        }
    }

    private static Task ErrorAsync(HttpContext http, FaultRule fault, int status, string type, string message)
    {
        http.Response.StatusCode = status;
        var (contentType, body) = fault.Body switch
        {
            "html" => ("text/html", $"<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center><hr><center>nginx</center></body></html>"),
            "empty" => ("text/plain", ""),
            _ => ("application/json", ErrorShape.Of(http.Request.Path, status, fault.ErrorType ?? type, message, fault.RetryAfter)),
        };
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(body, http.RequestAborted);
    }

    private async Task HangAsync(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }
}
