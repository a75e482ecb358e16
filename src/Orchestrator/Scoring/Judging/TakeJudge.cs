using System.Text.Json;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Activities;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Orchestrator.Scoring.Judging;

/// <summary>
/// Has a take judged by a language model on what pixels cannot say by measure. A fault counts only when a second reading in other words
/// finds it too; where the readings differ, or the model is not there, the aspect is not measured. Nothing that is measured is asked.
/// </summary>
internal sealed class TakeJudge(AnswerDesk desk, ModelCatalogue catalogue, TakeSampler sampler, JudgeOptions options, TimeProvider clock)
{
    private const string Version = "1";
    private const string Purpose = "judgement";
    private const int MostRuns = 5;

    private ModelRow Row => catalogue.Text(options.Model, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));

    /// <summary>The most that judging a take can cost: two readings, each asked once more with twice the tokens.</summary>
    public Money WorstCase(Shot shot)
    {
        var pictures = Enumerable.Repeat(new AssetRef("", 0, "image/jpeg"), options.Pictures + 1).ToList();
        return Enumerable.Range(0, 2).Aggregate(Money.Zero, (sum, reading) =>
        {
            var question = JudgeQuestions.Ask(shot, pictures, [.. Enumerable.Repeat(999.9, options.Pictures)], reading > 0);
            return sum + question.WorstCase(Row) + (question with { MaxTokens = question.MaxTokens * 2 }).WorstCase(Row);
        });
    }

    /// <summary>Judges a take.</summary>
    /// <exception cref="ApplicationFailureException">The model may answer later: what asks is to be run again.</exception>
    public async Task<Judgement> JudgeAsync(ScoreTakeRequest request, JudgeOrder order, CancellationToken cancellationToken)
    {
        List<Consultation> calls = [];
        var frames = TakeSampler.FramesOf(request.Take.Facts.Frames, options.Pictures);
        IReadOnlyList<AssetRef> pictures;
        try
        {
            pictures =
            [
                .. await sampler.TakeAsync(request.Chained ? request.Reference : request.Board ?? request.Reference, [0], options.Side, cancellationToken),
                .. await sampler.TakeAsync(request.Take.Clip, frames, options.Side, cancellationToken),
            ];
        }
        catch (MediaException exception) when (!exception.ToolMissing && !exception.DiskFull)
        {
            return Told(Unjudged($"the clip cannot be decoded: {exception.Message}"), calls);
        }

        var (first, why) = await ReadAsync(request, order, pictures, frames, calls, second: false, cancellationToken);
        if (first is null)
            return Told(Unjudged(why), calls);
        if (first.All(answer => answer.Verdict != JudgementDraft.Seen.No))
            return Told([.. first.Select(answer => Alone(answer, frames))], calls);
        var (again, _) = await ReadAsync(request, order, pictures, frames, calls, second: true, cancellationToken);
        return Told([.. first.Select(answer => Together(answer, again?.FirstOrDefault(other => other.Aspect == answer.Aspect), frames))], calls);
    }

    private async Task<(IReadOnlyList<JudgementDraft.Answer>? Answers, string Why)> ReadAsync(
        ScoreTakeRequest request, JudgeOrder order, IReadOnlyList<AssetRef> pictures, IReadOnlyList<int> frames, List<Consultation> calls, bool second, CancellationToken cancellationToken)
    {
        var question = JudgeQuestions.Ask(request.Shot, pictures, [.. frames.Select(frame => frame / request.Take.Facts.Fps)], second) with
        {
            Facts = new Dictionary<string, string> { ["shot"] = request.Shot.Id, ["clip_sha256"] = request.Take.Clip.Sha256 },
        };
        var spent = calls.Aggregate(Money.Zero, (sum, call) => sum + call.Charged);
        var answer = await desk.BuyAsync($"{order.AttemptId}/{(second ? 2 : 1)}", question, Row, order.Limit - spent, cancellationToken);
        if (answer.Outcome is OutcomeClass.NotAcceptedRetryable or OutcomeClass.AcceptedFailedRetryable && Runs < MostRuns)
            throw new ApplicationFailureException($"{Row.Title} cannot judge now: {answer.Message}", "Busy", nextRetryDelay: TimeSpan.FromSeconds(Math.Clamp(answer.RetryAfterSeconds, 1, 60)));
        calls.Add(answer.Told(Purpose, Row.Name));
        return answer.Outcome == OutcomeClass.Delivered ? Read(answer.Text) : (null, $"{Row.Title} does not judge it: {answer.Message}");
    }

    private static (IReadOnlyList<JudgementDraft.Answer>? Answers, string Why) Read(string text)
    {
        try
        {
            var said = AnswerSchema.Read<JudgementDraft>(text).Answers;
            return ([.. Enum.GetValues<JudgedAspect>().Select(aspect => said.FirstOrDefault(answer => answer.Aspect == aspect)
                ?? new(aspect, "not answered", [], JudgementDraft.Seen.CannotTell, 0))], "");
        }
        catch (JsonException unreadable)
        {
            return (null, $"the judgement does not keep to its schema: {unreadable.Message}");
        }
    }

    private JudgeVerdict Together(JudgementDraft.Answer first, JudgementDraft.Answer? second, IReadOnlyList<int> frames)
    {
        if (first.Verdict != JudgementDraft.Seen.No && second?.Verdict != JudgementDraft.Seen.No)
            return Alone(first, frames);
        var sure = (Sure(first) + (second is null ? 0 : Sure(second))) / 2;
        if (first.Verdict != second?.Verdict)
            return new(first.Aspect, Verdict.NotMeasured, sure, $"two readings disagree: {first.Evidence}; {second?.Evidence ?? "not read again"}", []);
        return sure < options.LeastConfidence
            ? new(first.Aspect, Verdict.NotMeasured, sure, $"not sure enough: {first.Evidence}", [])
            : new(first.Aspect, Verdict.Fail, sure, first.Evidence, Frames(first, frames));
    }

    private static JudgeVerdict Alone(JudgementDraft.Answer answer, IReadOnlyList<int> frames) => new(
        answer.Aspect, answer.Verdict == JudgementDraft.Seen.Yes ? Verdict.Pass : Verdict.NotMeasured, Sure(answer), answer.Evidence, Frames(answer, frames));

    // Picture 1 is the frame that the clip was made from.
    private static IReadOnlyList<int> Frames(JudgementDraft.Answer answer, IReadOnlyList<int> frames) =>
        [.. answer.Pictures.Where(picture => picture >= 2 && picture - 2 < frames.Count).Select(picture => frames[picture - 2]).Distinct().Order()];

    private static double Sure(JudgementDraft.Answer answer) => double.IsNaN(answer.Confidence) ? 0 : Math.Clamp(answer.Confidence, 0, 1);

    private static IReadOnlyList<JudgeVerdict> Unjudged(string why) =>
        [.. Enum.GetValues<JudgedAspect>().Select(aspect => new JudgeVerdict(aspect, Verdict.NotMeasured, 0, why, []))];

    private Judgement Told(IReadOnlyList<JudgeVerdict> verdicts, List<Consultation> calls) =>
        new(verdicts, $"{options.Model}/{Version}", calls, calls.Aggregate(Money.Zero, (sum, call) => sum + call.Charged));

    private static int Runs => ActivityExecutionContext.HasCurrent ? ActivityExecutionContext.Current.Info.Attempt : 1;
}
