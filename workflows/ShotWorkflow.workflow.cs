using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

/// <summary>
/// One shot: reserve, submit once, fetch, score, decide. Keeps the best take, changes one field at a time, and stops when
/// nothing gains or nothing more can be paid.
/// </summary>
[Workflow]
public sealed partial class ShotWorkflow
{
    private const string Judging = "/judge";

    private readonly Dictionary<string, ReserveAnswer> answers = [];
    private readonly List<Attempt> attempts = [];
    private readonly List<string> notes = [];
    private ShootShotRequest order = null!;
    private Attempt? best;
    private Money spent;
    private Money? judging;
    private bool paused;

    /// <summary>Shoots the shot.</summary>
    [WorkflowRun]
    public async Task<ShotResult> RunAsync(ShootShotRequest request)
    {
        order = request;
        paused = request.Paused;
        spent = Nothing;

        await TakeAsync(order.Given is { } given ? await BeginWithAsync(given) : FirstTry());
        while (best is not null && Part < Parts)
            await TakeAsync(await GoOnAsync(best));
        return best is null ? await GiveUpAsync() : await AcceptAsync(best);
    }

    private async Task TakeAsync(Repair next)
    {
        while (next.Kind == RepairKind.Retry)
        {
            await Workflow.WaitConditionAsync(() => !paused);
            var price = await PriceAsync(next);
            next = AsPriced(next, price);
            if (!await ReserveAsync(price.WorstCase))
                break;
            await ShootAsync(next, price);
            next = await DecideAsync();
        }

        if (next.Kind == RepairKind.AcceptWithNotes)
            notes.Add(next.Reason);
    }

    /// <summary>The production's answer to a request for money.</summary>
    [WorkflowSignal]
    public Task AnswerReserveAsync(ReserveAnswer answer)
    {
        answers[answer.AttemptId] = answer;
        return Task.CompletedTask;
    }

    /// <summary>Holds the shot before its next purchase.</summary>
    [WorkflowSignal]
    public Task PauseAsync()
    {
        paused = true;
        return Task.CompletedTask;
    }

    /// <summary>Lets a held shot go on.</summary>
    [WorkflowSignal]
    public Task ResumeAsync()
    {
        paused = false;
        return Task.CompletedTask;
    }

    private Money Nothing => order.Route.WorstCase with { Micros = 0 };

    private int Number => attempts.Count + 1;

    private string AttemptId => $"{order.ProductionId}/{order.Shot.Id}/{order.Round}.{Number}";

    private Repair FirstTry() => new(
        RepairKind.Retry,
        null,
        new(order.Shot.Id, order.Route.Model, order.From?.Fields ?? order.Shot.Fields, order.From is { } from && from.Model == order.Route.Model ? from.Seconds : order.Route.Seconds, order.From?.Seed ?? order.Seed, order.StartFrame, order.Size) { EndFrame = order.EndFrame, References = order.References },
        order.Changed,
        order.Why ?? order.Route.Reason);

    // The shot's part of a generation for several shots is its first attempt; where nothing came of it, the shot is taken alone.
    private async Task<Repair> BeginWithAsync(GivenTake given)
    {
        spent += given.Charged;
        var first = new Repair(RepairKind.Retry, null, given.Request, null, given.Why);
        var card = given.Take is { } take ? await ScoreAsync(take, first, AttemptId) : null;
        attempts.Add(new(1, given.AttemptId, given.Request, null, null, given.Why, given.Outcome, given.Take, card, given.Charged, given.Message) { ChargeReported = given.ChargeReported });
        if (card is null)
            return first with { Reason = $"nothing came of the generation for several shots ({given.Message}): this shot alone" };
        best = attempts[0];
        return await DecideAsync();
    }

    // A model that cannot give more seconds rounds the wish back to what was already bought: then only luck is left.
    private Repair AsPriced(Repair next, TakePrice price)
    {
        var request = next.Request! with { Seconds = price.Seconds };
        if (next.Changed == ShotField.Model || next.Parent is not { } parent || attempts[parent - 1].Request.Diff(request).Count == 1)
            return next with { Request = request };
        var reason = $"{next.Changed} cannot be changed any further on {request.Model}; a new seed instead.";
        return next with { Request = request with { Seed = attempts.Max(attempt => attempt.Request.Seed) + 1 }, Changed = ShotField.Seed, Reason = reason };
    }

    private async Task<bool> ReserveAsync(Money worstCase)
    {
        var id = AttemptId;
        await Production.ReserveAsync(new(order.Shot.Id, Workflow.Info.WorkflowId, id, worstCase) { HasTake = best is not null, Part = Part, Rest = Rest });
        await Workflow.WaitConditionAsync(() => answers.ContainsKey(id));
        if (!answers[id].Granted)
            notes.Add(answers[id].Message);
        return answers[id].Granted;
    }

    private async Task ShootAsync(Repair next, TakePrice price)
    {
        var id = AttemptId;
        JobResult bought = new(OutcomeClass.Cancelled, null, Nothing, "cancelled");
        try
        {
            bought = await BuyInTurnAsync(id, next, price);
            notStarted = bought.NotStarted;
        }
        finally
        {
            spent += bought.Charged;
            await Production.SettleAsync(new(id, bought.Charged) { ChargeReported = bought.ChargeReported });
        }

        Workflow.CancellationToken.ThrowIfCancellationRequested();
        var made = bought.Take is { } delivered ? await TrimAsync(delivered, next.Request!) : null;
        var card = made is { } take ? await ScoreAsync(take, next, id) : null;
        var attempt = new Attempt(Number, id, next.Request!, next.Parent, next.Changed, next.Reason, bought.Outcome, made, card, bought.Charged, bought.Message) { Part = Part, ChargeReported = bought.ChargeReported };
        attempts.Add(attempt);
        if (card is not null && (best is null || card.BetterThan(best.Card!)))
            best = attempt;
    }

    private async Task<JobResult> BuyAsync(string attemptId, Repair next, TakePrice price)
    {
        await TellAsync("submitting", next);
        var submit = new SubmitTakeRequest(attemptId, next.Request!, Workflow.UtcNow);
        var answer = await Submission.SubmitOnceAsync(submit, price.Account);
        if (answer.Job is not { } job)
        {
            sendAgain = answer is { Outcome: OutcomeClass.NotAcceptedRetryable, Ill: true } ? answer.RetryAfterSeconds : null;
            // What stays ambiguous is written off at its worst case: the provider may well bill it.
            var charged = answer.Outcome == OutcomeClass.Ambiguous ? price.WorstCase : Nothing;
            return new(answer.Outcome, null, charged, answer.Message);
        }

        await TellAsync("rendering", next);
        return await Submission.FetchAsync(new(job, next.Request!));
    }

    private async Task<ScoreCard> ScoreAsync(Take take, Repair next, string attemptId)
    {
        await TellAsync("scoring", next);
        var request = new ScoreTakeRequest(Piece, next.Request!.StartFrame, take, next.Request, order.Fps)
        {
            Before = accepted.LastOrDefault()?.Take!.Clip ?? order.Before,
            Chained = accepted.Count == 0 && order.Before is not null,
            Board = accepted.Count > 0 ? order.StartFrame : order.Board,
            End = order.EndFrame,
        };
        if (order.Judged != true || await HireJudgeAsync(attemptId) is not { } judge)
            return await ScoreAsync(request);

        ScoreCard? card = null;
        try
        {
            card = await ScoreAsync(request with { Judge = judge });
            return card;
        }
        finally
        {
            var charged = card?.Judgement?.Charged ?? Nothing;
            spent += charged;
            await Production.SettleAsync(new(judge.AttemptId, charged));
        }
    }

    private static Task<ScoreCard> ScoreAsync(ScoreTakeRequest request) =>
        Workflow.ExecuteActivityAsync((IScoringActivities stage) => stage.ScoreTakeAsync(request), ActivityDefaults.Free);

    // A take that cannot be judged for want of money is measured all the same.
    private async Task<JudgeOrder?> HireJudgeAsync(string attemptId)
    {
        var question = new QuoteJudgeRequest(order.Shot);
        judging ??= (await Workflow.ExecuteActivityAsync((IScoringActivities stage) => stage.QuoteJudgeAsync(question), ActivityDefaults.Free)).WorstCase;
        var id = $"{attemptId}{Judging}";
        await Production.ReserveAsync(new(order.Shot.Id, Workflow.Info.WorkflowId, id, judging.Value) { Beside = true });
        await Workflow.WaitConditionAsync(() => answers.ContainsKey(id));
        if (answers[id].Granted)
            return new(id, judging.Value);
        notes.Add($"Take {Number} is not judged: {answers[id].Message}");
        return null;
    }

    private async Task<Repair> DecideAsync()
    {
        if (best is not null)
        {
            var question = new ChooseRepairRequest(Piece, OfPart, best.Number, order.MaximumAttempts) { Models = order.Models, Understudy = Parts == 0 ? order.Route.Understudy : null };
            return await Workflow.ExecuteActivityAsync((IScoringActivities stage) => stage.ChooseRepairAsync(question), ActivityDefaults.Free);
        }

        var last = attempts[^1];
        if (await FallBackAsync(last) is { } other)
            return other;
        var worthAnother = last.Outcome is OutcomeClass.AcceptedFailedRetryable or OutcomeClass.AssetGone or OutcomeClass.UnderDelivered or OutcomeClass.Ambiguous;
        return worthAnother && OfPart.Count < order.MaximumAttempts
            ? new(RepairKind.Retry, last.Number, last.Request with { Seed = last.Request.Seed + 1 }, ShotField.Seed, $"no clip came back: {last.Message}")
            : new(RepairKind.AcceptWithNotes, null, null, null, last.Message ?? $"{last.Outcome}");
    }

    private async Task<ShotResult> AcceptAsync(Attempt last)
    {
        await TellAsync("conforming", null);
        accepted.Add(last);
        var request = new ConformTakeRequest(order.Shot, await JoinAsync(), order.Size, order.Fps);
        var clip = await Workflow.ExecuteActivityAsync((IAssemblyActivities stage) => stage.ConformTakeAsync(request), ActivityDefaults.Free);
        var clean = true;
        foreach (var card in accepted.Select(attempt => attempt.Card!))
        {
            if (card.Failed is { } attribute)
                notes.Add($"{attribute} is under its line: {card.For(attribute).Evidence}");
            clean &= card.Failed is null && card.Judgement?.Objection() is null;
        }

        await TellAsync(clean ? "accepted" : "accepted with notes", null);
        return Result(clean ? ShotStatus.Accepted : ShotStatus.AcceptedWithNotes, clip);
    }

    private async Task<ShotResult> GiveUpAsync()
    {
        var status = attempts.LastOrDefault()?.Outcome switch
        {
            null => ShotStatus.StoppedByBudget,
            OutcomeClass.Refused => ShotStatus.Refused,
            _ => answers.Values.Any(answer => !answer.Granted && !answer.AttemptId.EndsWith(Judging, StringComparison.Ordinal)) ? ShotStatus.StoppedByBudget : ShotStatus.Failed,
        };
        await TellAsync("stopped", null);
        return Result(status, null);
    }

    private ShotResult Result(ShotStatus status, ConformedClip? clip) =>
        new(order.Shot.Id, status, attempts, best?.Number, order.Route, clip, spent, notes) { Joined = clip is not null && accepted.Count > 1 ? [.. accepted.Select(attempt => attempt.Number)] : null };

    private static Task<TakePrice> PriceAsync(Repair next)
    {
        var question = new PriceTakeRequest(next.Request!);
        return Workflow.ExecuteActivityAsync((IGenerationActivities stage) => stage.PriceTakeAsync(question), ActivityDefaults.Free);
    }

    private Task TellAsync(string step, Repair? current) => Production.TellAsync(new(
        order.Shot.Id,
        order.Shot.Number,
        order.Shot.Beat,
        (double)order.Shot.Frames / order.Fps,
        step,
        current is null ? attempts.Count : Number,
        current?.Request?.Model ?? best?.Request.Model ?? order.Route.Model,
        attempts.LastOrDefault(attempt => attempt.Card is not null)?.Card?.Failed,
        current?.Changed,
        best?.Card?.Attributes.Where(entry => entry.Verdict != Verdict.NotMeasured).Min(entry => entry.Score),
        spent,
        current?.Reason ?? notes.LastOrDefault()));
}
