using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.Model;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Google;

/// <summary>Maps Google's errors to outcomes, by status, code and support code.</summary>
internal static partial class GoogleErrors
{
    private static readonly Dictionary<string, string> SupportCodes = new()
    {
        ["58061214"] = "a child", ["17301594"] = "a child", ["29310472"] = "a celebrity", ["15236754"] = "a celebrity",
        ["64151117"] = "the safety of the video", ["42237218"] = "the safety of the video", ["62263041"] = "dangerous content",
        ["57734940"] = "hate", ["22137204"] = "hate", ["74803281"] = "other reasons", ["29578790"] = "other reasons", ["42876398"] = "other reasons",
        ["89371032"] = "prohibited content", ["49114662"] = "prohibited content", ["63429089"] = "prohibited content", ["72817394"] = "prohibited content", ["60599140"] = "prohibited content",
        ["35561574"] = "third-party content", ["35561575"] = "third-party content", ["90789179"] = "sexual content", ["43188360"] = "sexual content",
        ["78610348"] = "toxic language", ["61493863"] = "violence", ["56562880"] = "violence", ["32635315"] = "vulgar language",
    };

    /// <summary>What a submit's error answer means.</summary>
    public static SubmitResult OfSubmit(ProviderAnswer answer)
    {
        var error = Error(answer);
        var message = error?.Message ?? answer.Shortened;
        if (Refusal(message) is { } refused)
            return new(OutcomeClass.Refused, null, refused);
        var outcome = (int)answer.Status switch
        {
            // A bad key is a 400 here.
            400 when message.Contains("API key", StringComparison.OrdinalIgnoreCase) => OutcomeClass.AuthOrAccount,
            // Turned away before anything began; a gateway's 503 has no such body.
            503 when error?.Status == "UNAVAILABLE" => OutcomeClass.NotAcceptedRetryable,
            _ => SubmitStatus.Of(answer.Status),
        };
        return new(outcome, null, $"HTTP {(int)answer.Status}: {message}", RetryDelay(error) ?? answer.RetryAfterSeconds);
    }

    /// <summary>What the error of an operation means.</summary>
    public static OutcomeClass OfOperation(int code, string message) => code switch
    {
        _ when Refusal(message) is not null => OutcomeClass.Refused,
        3 or 9 or 11 => OutcomeClass.NotAcceptedTerminal,
        5 => OutcomeClass.ModelRetired,
        7 or 16 => OutcomeClass.AuthOrAccount,
        1 => OutcomeClass.Cancelled,
        _ => OutcomeClass.AcceptedFailedRetryable,
    };

    /// <summary>The refusal that a message tells of, in words; null when it tells of none.</summary>
    public static string? Refusal(string message)
    {
        foreach (Match number in Numbers().Matches(message))
        {
            if (SupportCodes.TryGetValue(number.Value, out var why))
                return $"refused for {why} (support code {number.Value})";
        }

        return null;
    }

    private static double? RetryDelay(GoogleWire.Error? error)
    {
        foreach (var detail in error?.Details ?? [])
        {
            if (detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty("retryDelay", out var delay) && delay.GetString() is { } text
                && double.TryParse(text.TrimEnd('s'), CultureInfo.InvariantCulture, out var seconds))
                return seconds;
        }

        return null;
    }

    private static GoogleWire.Error? Error(ProviderAnswer answer) => answer.Parse<GoogleWire.Failed>()?.Error;

    [GeneratedRegex(@"\b\d{8}\b")]
    private static partial Regex Numbers();
}
