using System.Text.Json;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>fal's error bodies: `detail` as a list for what the model says, as a text for what the platform says.</summary>
internal static class FalErrors
{
    public static JobError Refusal(string type)
        => Model(type, 422, "The content could not be processed because it was flagged by a content checker.", retryable: false);

    public static JobError Model(string type, int status, string message, bool retryable)
        => new(status, type, message, FalProblem.Body([new FalProblem("prompt", type, message)], null), retryable);

    public static JobError Infrastructure(string type, int status, string message)
        => new(status, type, message, JsonSerializer.Serialize(new { detail = message, error_type = type }), Retryable: status is 503 or 504);

    public static JobError Invalid(string body)
        => new(422, "value_error", "The input is not valid.", body, Retryable: false);

    public static JobError Scripted(JobFault fault)
    {
        var type = fault.ErrorType ?? "internal_server_error";
        return type switch
        {
            "request_timeout" or "startup_timeout" => Infrastructure(type, fault.Status ?? 504, "The request timed out."),
            "runner_incomplete_response" => Infrastructure(type, fault.Status ?? 502, "The runner answered in part."),
            "runner_server_error" or "internal_error" => Infrastructure(type, fault.Status ?? 500, "The runner failed."),
            "client_disconnected" or "client_cancelled" => Infrastructure(type, fault.Status ?? 499, "The client went away."),
            "bad_request" => Infrastructure(type, fault.Status ?? 400, "The request could not be read."),
            _ when type.StartsWith("runner_", StringComparison.Ordinal) => Infrastructure(type, fault.Status ?? 503, "The runner could not be reached."),
            "generation_timeout" => Model(type, fault.Status ?? 504, "The generation took too long.", retryable: true),
            "internal_server_error" or "downstream_service_unavailable" => Model(type, fault.Status ?? 500, "The model failed.", retryable: true),
            "downstream_service_error" => Model(type, fault.Status ?? 400, "A service behind the model failed.", retryable: true),
            _ => Model(type, fault.Status ?? 422, "The model could not make this.", retryable: false),
        };
    }
}
