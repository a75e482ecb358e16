using System.Text;
using System.Text.Json;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;
using Orchestrator.Providers.Intents;

namespace Orchestrator.Providers.Answers;

/// <summary>
/// Buys answers, each at most once: an intent is written before the question is sent and the answer is kept, so that whoever asks the
/// same again, after a crash too, gets what was paid for. An answer that comes by a job is waited for by whoever takes it up. Any other comes at
/// once or never: one that was lost is written off at its worst case and the question asked anew, twice at most. One that was cut short is asked for once more with twice the tokens.
/// </summary>
internal sealed class AnswerDesk(IEnumerable<ITextModel> models, IntentLedger intents, IAssetStore assets)
{
    private const int MostLost = 2;
    private const int MostFailed = 5;
    private const double PauseAfterFailure = 5;

    /// <summary>Buys the answer to a question.</summary>
    /// <param name="name">What the question is called in ids, unique across films and runs.</param>
    /// <param name="question">The question.</param>
    /// <param name="row">The model that is asked.</param>
    /// <param name="limit">Most that may be spent on it.</param>
    /// <param name="cancellationToken">Ends the waiting, not a question that is under way: once sent it is seen through.</param>
    public async Task<BoughtAnswer> BuyAsync(string name, TextQuestion question, ModelRow row, Money limit, CancellationToken cancellationToken)
    {
        var (charged, lost, failed, longer) = (Money.Zero, 0, 0, false);
        for (var send = 1; ; send++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var attemptId = $"{name}.{send}";
            var worst = question.WorstCase(row);
            var (known, asset) = await KnownAsync(attemptId, row, worst, cancellationToken);
            if (known is null && charged + worst > limit)
                return new(OutcomeClass.Cancelled, "", charged, $"{row.Title} may cost {Price(worst)} to ask and {Price(limit - charged)} is left for it") { Needed = charged + worst };
            var answer = known;
            if (answer is null)
                (answer, asset) = await SendAsync(attemptId, question, row);
            charged += answer.Outcome == OutcomeClass.Ambiguous ? worst : answer.Cost;
            switch (answer)
            {
                case { Outcome: OutcomeClass.Ambiguous } when ++lost <= MostLost:
                    break;
                case { CutShort: true } when !longer:
                    (question, longer) = (question with { MaxTokens = question.MaxTokens * 2 }, true);
                    break;
                case { Outcome: OutcomeClass.AcceptedFailedRetryable } when ++failed <= MostFailed:
                    if (known is null)
                        return new(answer.Outcome, "", charged, answer.Message, Math.Max(answer.RetryAfterSeconds, PauseAfterFailure));
                    break;
                default:
                    return new(answer.Outcome, answer.Text, charged, answer.Message, answer.RetryAfterSeconds, asset);
            }
        }
    }

    // What was asked before: the answer that was kept, or that its job has by now, or that it was lost; null when it was never accepted.
    private async Task<(TextAnswer? Answer, AssetRef? Asset)> KnownAsync(string attemptId, ModelRow row, Money worst, CancellationToken cancellationToken) => await intents.ReadAsync(attemptId, cancellationToken) switch
    {
        { State: IntentState.Accepted, Answer: { } asset } => (JsonSerializer.Deserialize<TextAnswer>(await assets.BytesAsync(asset, cancellationToken)), asset),
        { State: IntentState.Accepted, Job: { } job } waiting => await KeepAsync(waiting, job, await Model(row).AnswerAsync(job, row, cancellationToken), row),
        { State: IntentState.Sending } => (new(OutcomeClass.Ambiguous, "", worst, "sent before, with the answer lost"), null),
        _ => (null, null),
    };

    private async Task<(TextAnswer Answer, AssetRef? Asset)> SendAsync(string attemptId, TextQuestion question, ModelRow row)
    {
        var (mine, intent) = await intents.BeginAsync(attemptId);
        if (!mine)
            return (new(OutcomeClass.Ambiguous, "", question.WorstCase(row), "sent by another worker at this moment"), null);
        ProviderJob? waitedFor = null;
        var answer = await Model(row).AskAsync(attemptId, question, row, async job =>
        {
            await intents.EndAsync(intent, new(attemptId, IntentState.Accepted, job));
            (waitedFor, intent) = (job, intent with { Step = intent.Step + 1 });
        }, CancellationToken.None);
        return await KeepAsync(intent, waitedFor, answer, row);
    }

    // An answer is kept before its provider may forget it.
    private async Task<(TextAnswer Answer, AssetRef? Asset)> KeepAsync(Intent intent, ProviderJob? job, TextAnswer answer, ModelRow row)
    {
        if (answer.Outcome == OutcomeClass.Ambiguous)
            return (answer, null);
        var bought = answer.Bought || answer.Outcome == OutcomeClass.AcceptedFailedRetryable;
        AssetRef? asset = bought ? await assets.AddAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer)), "application/json") : null;
        await intents.EndAsync(intent, bought ? new(intent.AttemptId, IntentState.Accepted, job) { Answer = asset } : new(intent.AttemptId, IntentState.NotAccepted, null));
        if (job is not null)
            await Model(row).ForgetAsync(job, CancellationToken.None);
        return (answer, asset);
    }

    private ITextModel Model(ModelRow row) => models.Single(model => model.Provider == row.Provider);

    private static string Price(Money money) => $"{money.Amount():0.00##} {money.Currency}";
}
