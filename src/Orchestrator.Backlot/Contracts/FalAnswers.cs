using System.Text.Json;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>How fal answers: the output or the failure of a job, and everything else, under an id.</summary>
internal static class FalAnswers
{
    public static Task AnswerAsync(HttpContext http, int status, object body, string? requestId = null)
        => RawAsync(http, status, JsonSerializer.Serialize(body), requestId);

    public static Task RawAsync(HttpContext http, int status, string body, string? requestId = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["x-fal-request-id"] = requestId ?? Guid.NewGuid().ToString();
        return http.Response.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>What a job that is over has to say.</summary>
    public static Task EndAsync(HttpContext http, Job job) => job.Status == JobStatus.Completed ? OutputAsync(http, job) : FailureAsync(http, job);

    public static JobError ErrorOf(Job job)
        => job.Error ?? FalErrors.Infrastructure("client_cancelled", 499, "The request was cancelled.");

    private static Task OutputAsync(HttpContext http, Job job)
    {
        http.Response.Headers["x-fal-billable-units"] = job.Units.ToString("0.###");
        return AnswerAsync(http, 200, FalOutput.Of(job, VendorDesk.Host(http)), job.RequestId);
    }

    private static Task FailureAsync(HttpContext http, Job job)
    {
        var error = ErrorOf(job);
        // What was charged all the same is told.
        if (job is { ChargedMicroUsd: > 0, RefundedMicroUsd: 0 })
            http.Response.Headers["x-fal-billable-units"] = job.Units.ToString("0.###");
        http.Response.Headers["x-fal-error-type"] = error.Type;
        http.Response.Headers["X-Fal-Retryable"] = error.Retryable ? "true" : "false";
        if (error.Type == "request_timeout")
            http.Response.Headers["X-Fal-Request-Timeout-Type"] = "user";
        return RawAsync(http, error.Status, error.Body, job.RequestId);
    }
}
