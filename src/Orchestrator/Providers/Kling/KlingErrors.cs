using Orchestrator.Model;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Kling;

/// <summary>Maps Kling's codes to outcomes. The code decides, for the same status 429 means "later" and "no money left".</summary>
internal static class KlingErrors
{
    private const double ShortestPause = 1;

    public static SubmitResult OfSubmit(ProviderAnswer answer)
    {
        var envelope = answer.Parse<KlingWire.Envelope>();
        var words = $"HTTP {(int)answer.Status}{(envelope?.Code is { } code ? $", code {code}" : "")}: {envelope?.Message ?? answer.Shortened}";
        return new(Outcome(answer, envelope), null, words, Math.Max(ShortestPause, answer.RetryAfterSeconds));
    }

    public static bool IsRefusal(string? message) => message is not null
        && (message.Contains("1301", StringComparison.Ordinal) || message.Contains("risk control", StringComparison.OrdinalIgnoreCase) || message.Contains("content policy", StringComparison.OrdinalIgnoreCase));

    private static OutcomeClass Outcome(ProviderAnswer answer, KlingWire.Envelope? envelope) => envelope?.Code switch
    {
        >= 1000 and <= 1004 or >= 1100 and <= 1102 => OutcomeClass.AuthOrAccount,
        1301 => OutcomeClass.Refused,
        1302 or 1303 => OutcomeClass.NotAcceptedRetryable,
        // This attempt was taken before: what became of it can be asked by the same id.
        >= 1200 and < 1300 when envelope.Message?.Contains("external_task_id", StringComparison.Ordinal) == true => OutcomeClass.Ambiguous,
        >= 1200 and < 1300 => OutcomeClass.NotAcceptedTerminal,
        >= 5000 => OutcomeClass.Ambiguous,
        _ => SubmitStatus.Of(answer.Status),
    };
}
