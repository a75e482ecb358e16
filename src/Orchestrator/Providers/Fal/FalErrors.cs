using System.Net;
using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Fal;

/// <summary>Maps fal's errors to outcomes: by status and by <c>type</c>, never by their texts.</summary>
internal static class FalErrors
{
    // By its present name, and by the one that models set themselves and that older answers carry.
    private static readonly string[] RetryHeaders = ["X-Fal-Retryable", "X-Fal-Needs-Retry"];

    /// <summary>Whether fal says to try again (<c>true</c> or <c>1</c>) or not to; null where it says nothing that can be read.</summary>
    public static bool? MayRetry(ProviderAnswer answer) => RetryHeaders.Select(answer.Header).FirstOrDefault(said => said is not null)?.Trim().ToLowerInvariant() switch
    {
        "true" or "1" or "yes" => true,
        "false" or "0" or "no" => false,
        _ => null,
    };

    /// <summary>Outcome of a submit that was answered with an error.</summary>
    public static OutcomeClass OfSubmit(HttpStatusCode status, string body, bool? retryable) => (int)status switch
    {
        _ when IsLocked(body) => OutcomeClass.AuthOrAccount,
        >= 400 and < 500 when retryable == true => OutcomeClass.NotAcceptedRetryable,
        429 => OutcomeClass.NotAcceptedRetryable,
        401 or 403 or 402 => OutcomeClass.AuthOrAccount,
        404 or 410 => OutcomeClass.ModelRetired,
        422 when Types(body).Contains("content_policy_violation") => OutcomeClass.Refused,
        >= 400 and < 500 => OutcomeClass.NotAcceptedTerminal,
        // A gateway may have passed the request on before it failed.
        _ => OutcomeClass.Ambiguous,
    };

    /// <summary>Outcome of a job that completed with an error.</summary>
    public static OutcomeClass OfJob(HttpStatusCode status, string body, bool? retryable, string? timeoutType = null)
    {
        var types = Types(body);
        // The queue was longer than we wanted to wait: nothing ran, and nothing is billed.
        if (timeoutType == "user")
            return OutcomeClass.AcceptedFailedRetryable;
        if (types.Contains("content_policy_violation"))
            return OutcomeClass.Refused;
        if (types.Contains("no_media_generated"))
            return OutcomeClass.UnderDelivered;
        // Taken back by whoever holds the account, in its console or by us: not a fault of the request, and not to be sent again by itself.
        if (types.Contains("client_cancelled"))
            return OutcomeClass.Cancelled;
        // The runner was lost, not the request refused: fal itself sends such a job to another one.
        if (types.Any(type => type.StartsWith("runner_", StringComparison.Ordinal)))
            return OutcomeClass.AcceptedFailedRetryable;
        if (retryable is { } again)
            return again ? OutcomeClass.AcceptedFailedRetryable : OutcomeClass.NotAcceptedTerminal;
        return (int)status is >= 400 and < 500 ? OutcomeClass.NotAcceptedTerminal : OutcomeClass.AcceptedFailedRetryable;
    }

    /// <summary>
    /// Whether an answer about a job was not made by fal: a gateway that is down or busy. Only fal's own answers carry the id of the
    /// request; a limit on calls is never the end of a job.
    /// </summary>
    public static bool IsOnTheWay(ProviderAnswer answer) => (int)answer.Status is 408 or 429
        || ((int)answer.Status >= 500 && answer.Header("x-fal-request-id") is null && answer.Header("x-fal-error-type") is null && Types(answer.Text).Count == 0);

    /// <summary>Whether a body is an error, whatever its status.</summary>
    public static bool IsError(string body) => Read(body, root =>
        !root.TryGetProperty("video", out _) && !root.TryGetProperty("images", out _)
        && (root.TryGetProperty("detail", out _) || root.TryGetProperty("error", out _)) ? "yes" : null) is not null;

    /// <summary>What the body says, shortened, for a person.</summary>
    public static string Words(HttpStatusCode status, string body)
    {
        var detail = Read(body, root => root.TryGetProperty("detail", out var found)
            ? found.ValueKind == JsonValueKind.String ? found.GetString() : string.Join("; ", Items(found).Select(item => Text(item, "msg")))
            : null);
        return $"HTTP {(int)status}{(string.IsNullOrEmpty(detail) ? "" : $": {(detail.Length > 300 ? detail[..300] + "…" : detail)}")}";
    }

    // The balance is exhausted: fal locks the account with a text and no type.
    private static bool IsLocked(string body) => Read(body, root =>
        root.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String
        && detail.GetString()!.Contains("locked", StringComparison.OrdinalIgnoreCase) ? "yes" : null) is not null;

    private static IReadOnlyList<string> Types(string body) => Read(body, root =>
    {
        List<string> types = [];
        if (root.TryGetProperty("error_type", out var single) && single.ValueKind == JsonValueKind.String)
            types.Add(single.GetString()!);
        if (root.TryGetProperty("detail", out var detail))
            types.AddRange(Items(detail).Select(item => Text(item, "type")).OfType<string>());
        return types;
    }) ?? [];

    private static IEnumerable<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static T? Read<T>(string body, Func<JsonElement, T?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : default;
        }
        catch (JsonException)
        {
            // Gateways answer in HTML: the status alone must do.
            return default;
        }
    }
}
