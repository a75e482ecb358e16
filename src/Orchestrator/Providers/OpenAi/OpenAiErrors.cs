using System.ClientModel;
using System.Text.Json;
using Azure.Identity;
using Orchestrator.Model;

namespace Orchestrator.Providers.OpenAi;

/// <summary>What a call that failed says, by status and code; the same for pictures and texts.</summary>
internal static class OpenAiErrors
{
    private const double UsualWait = 5;

    /// <summary>What became of a call that ended in an exception; null for one that is not the call's.</summary>
    public static (OutcomeClass Outcome, string Message, double RetryAfterSeconds)? Read(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        ClientResultException { Status: not 0 } answered => Answered(answered),
        ClientResultException { InnerException: HttpRequestException unsent } when NeverSent(unsent) => Unreachable(unsent),
        ClientResultException lost => Lost(lost),
        // Without a token nothing was sent.
        AuthenticationFailedException unknown => (OutcomeClass.AuthOrAccount, NoToken(unknown), UsualWait),
        HttpRequestException unsent when NeverSent(unsent) => Unreachable(unsent),
        HttpRequestException or IOException => Lost(exception),
        OperationCanceledException when !cancellationToken.IsCancellationRequested => Lost(exception),
        _ => null,
    };

    /// <summary>Why Entra ID gave no token, in one line: the rest of what Azure.Identity says lists every place it looked in.</summary>
    public static string NoToken(AuthenticationFailedException exception) => $"Entra ID gave no token: {exception.Message.Split('\n')[0].Trim()}";

    /// <summary>Whether a code of the provider names its content policy.</summary>
    public static bool IsRefusal(string? code) =>
        code is "moderation_blocked" or "content_policy_violation" or "content_filter" or "invalid_prompt" or "image_content_policy_violation";

    private static (OutcomeClass Outcome, string Message, double RetryAfterSeconds) Answered(ClientResultException exception)
    {
        var (status, code) = (exception.Status, Code(exception));
        var outcome = (status, code) switch
        {
            _ when IsRefusal(code) => OutcomeClass.Refused,
            (429, "insufficient_quota") => OutcomeClass.AuthOrAccount,
            (429, _) => OutcomeClass.NotAcceptedRetryable,
            (401 or 403, _) => OutcomeClass.AuthOrAccount,
            (404 or 410, _) => OutcomeClass.ModelRetired,
            // An error answer is not charged, and what was made is lost with it: asking again is a new purchase.
            ( >= 500, _) => OutcomeClass.AcceptedFailedRetryable,
            _ => OutcomeClass.NotAcceptedTerminal,
        };
        var wait = exception.GetRawResponse()?.Headers.TryGetValue("retry-after", out var after) == true && double.TryParse(after, out var seconds) ? seconds : UsualWait;
        return (outcome, $"HTTP {status}{(code is null ? "" : $" {code}")}", wait);
    }

    private static (OutcomeClass Outcome, string Message, double RetryAfterSeconds) Unreachable(HttpRequestException exception) =>
        (OutcomeClass.NotAcceptedRetryable, $"the service cannot be reached: {exception.Message}", 2);

    private static (OutcomeClass Outcome, string Message, double RetryAfterSeconds) Lost(Exception exception) =>
        (OutcomeClass.Ambiguous, $"the answer was lost: {exception.Message}", 0);

    private static bool NeverSent(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;

    private static string? Code(ClientResultException exception)
    {
        try
        {
            using var document = JsonDocument.Parse(exception.GetRawResponse()!.Content);
            return document.RootElement.GetProperty("error").GetProperty("code").GetString();
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
