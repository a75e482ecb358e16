using Orchestrator.Model;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Orchestrator.Cli.Films;

/// <summary>What one production has spent, read from its history: whole for a delivered film, so far for any other.</summary>
internal sealed class FilmBill
{
    private const string Open = "not finished";
    private const string Judged = "/judge";

    private readonly Dictionary<string, (Money Amount, bool Reported)> charged = [];
    private readonly List<ShotResult> shots = [];
    private readonly Dictionary<string, string> routes = [];
    private readonly Dictionary<long, string> activities = [];
    private HashSet<string> shown = [];
    private Money framePrice;
    private bool goesOn;
    private bool reported;

    private FilmBill(string id, string state) => (Id, Name, State) = (id, FilmRun.NameOf(id), state);

    /// <summary>Id of its workflow, which all productions under one name share.</summary>
    public string Id { get; }

    /// <summary>Name of the film; a draft, and the film made of one, say so.</summary>
    public string Name { get; private set; }

    /// <summary>Where the production is, in words.</summary>
    public string State { get; private set; }

    /// <summary>Length of the film that was delivered; zero while there is none.</summary>
    public TimeSpan Finished { get; private set; }

    /// <summary>What its storyboard cost, apart from the takes.</summary>
    public Money Storyboard { get; private set; }

    /// <summary>What its plan, and the reading of notes, cost where a language model did it.</summary>
    public Money Planning { get; private set; }

    /// <summary>What judging its takes cost, where the brief asked for a judge.</summary>
    public Money Judging { get; private set; }

    /// <summary>The production that it goes on from, where it is the film of a draft, or one of which a shot was taken again; otherwise null.</summary>
    public FilmBill? Earlier { get; private set; }

    /// <summary>Whether a later production delivered the same film once more: its minutes are those of that one.</summary>
    public bool Replaced { get; private set; }

    /// <summary>What was spent for the film with all productions that it goes on from.</summary>
    public Money Whole => Earlier is null ? Spent : Spent + Earlier.Whole;

    /// <summary>Whether it is made for play money.</summary>
    public bool PlayMoney { get; private set; }

    /// <summary>Its takes that cost something, or are in the film.</summary>
    public IReadOnlyList<BoughtTake> Takes { get; private set; } = [];

    /// <summary>Plan, storyboard, takes and their judging.</summary>
    public Money Spent => Takes.Aggregate(Planning + Storyboard + Judging, (sum, take) => sum + take.Charged);

    /// <summary>Reads it from a history.</summary>
    /// <param name="history">History of a production.</param>
    /// <param name="state">State of its workflow, in words; that of its delivery is used when there is one.</param>
    /// <param name="converter">Converter of its payloads.</param>
    public static async Task<FilmBill> OfAsync(WorkflowHistory history, string state, DataConverter converter)
    {
        var bill = new FilmBill(history.Id, state) { Storyboard = Money.Zero, Planning = Money.Zero, Judging = Money.Zero };
        Brief? brief = null;
        foreach (var entry in history.Events)
        {
            if (entry.WorkflowExecutionStartedEventAttributes is { } started)
                brief = bill.Begin(await converter.ToValueAsync<ProductionRequest>(started.Input.Payloads_[0]));
            await bill.ReadAsync(entry, converter);
            if (entry.WorkflowExecutionCompletedEventAttributes is { } completed)
                bill.End(await converter.ToValueAsync<Delivery>(completed.Result.Payloads_[0]), brief!);
        }

        if (bill.reported && history.Events.Last().WorkflowExecutionCompletedEventAttributes is null && state == Screens.Words.Of(WorkflowExecutionStatus.Running))
            bill.State = Screens.Words.Of(DeliveryStatus.StoppedByBudget);
        bill.Close();
        return bill;
    }

    /// <summary>Ties productions of one film to each other, so that a film that was delivered twice is counted once.</summary>
    /// <param name="runs">Productions under one name, in the order in which they began.</param>
    public static void Tie(IEnumerable<FilmBill> runs)
    {
        FilmBill? delivered = null;
        foreach (var run in runs)
        {
            run.Earlier = run.goesOn ? delivered : null;
            if (run.Finished == TimeSpan.Zero)
                continue;
            run.Earlier?.GiveWay(run);
            delivered = run;
        }
    }

    // A take that was in the film and is not in the later one is not used any more.
    private void GiveWay(FilmBill later)
    {
        Replaced = true;
        for (var bill = this; bill is not null; bill = bill.Earlier)
            bill.Takes = [.. bill.Takes.Select(take => take with { Used = take.Used && later.shown.Contains(take.AttemptId) })];
    }

    private Brief Begin(ProductionRequest request)
    {
        goesOn = request.Again is not null || request.Finish is not null;
        if (request.Again is { } again)
        {
            Name += $" ({again.ShotId} again)";
            Planning += again.Change?.Read?.Charged ?? Money.Zero;
        }
        else if (request.Draft)
            Name += " (draft)";
        else if (request.Finish is not null)
            Name += " (from its draft)";
        return request.Brief;
    }

    private async Task ReadAsync(HistoryEvent entry, DataConverter converter)
    {
        if (entry.ActivityTaskScheduledEventAttributes is { } scheduled)
            // The report is the last that is written, at the end or where the budget stops the film.
            reported = (activities[entry.EventId] = scheduled.ActivityType.Name) == "WriteReport";
        else if (entry.ActivityTaskCompletedEventAttributes is { } done)
            await BoughtAtOnceAsync(activities[done.ScheduledEventId], done, converter);
        // A frame whose answer was lost is written off at its price.
        else if (Lost(entry) is { } lost && activities[lost] is "DrawFrame" or "DrawSheet")
            Storyboard += framePrice;
        else if (entry.WorkflowExecutionSignaledEventAttributes is { SignalName: "Settle" } settled)
            Settle(await converter.ToValueAsync<SettleTake>(settled.Input.Payloads_[0]));
        else if (entry.WorkflowExecutionUpdateAcceptedEventAttributes?.AcceptedRequest?.Input is { Name: "Retake", Args.Payloads_: [var wish, ..] })
            Planning += (await converter.ToValueAsync<RetakeOrder>(wish)).Change?.Read?.Charged ?? Money.Zero;
        else if (entry.StartChildWorkflowExecutionInitiatedEventAttributes is { } child)
            Route(await converter.ToValueAsync<ShootShotRequest>(child.Input.Payloads_[0]));
        else if (entry.ChildWorkflowExecutionCompletedEventAttributes is { } shot)
            shots.Add(await converter.ToValueAsync<ShotResult>(shot.Result.Payloads_[0]));
    }

    private static long? Lost(HistoryEvent entry) =>
        entry.ActivityTaskFailedEventAttributes?.ScheduledEventId ?? entry.ActivityTaskTimedOutEventAttributes?.ScheduledEventId;

    private async Task BoughtAtOnceAsync(string activity, ActivityTaskCompletedEventAttributes done, DataConverter converter)
    {
        if (activity == "PlanShots")
            Planning = (await converter.ToValueAsync<ShotPlan>(done.Result.Payloads_[0])).Making?.Charged ?? Money.Zero;
        if (activity == "QuoteFrame")
            Quote(await converter.ToValueAsync<FrameQuote>(done.Result.Payloads_[0]));
        if (activity is not "DrawFrame" and not "DrawSheet")
            return;
        var drawn = await converter.ToValueAsync<DrawResult>(done.Result.Payloads_[0]);
        if (drawn.Frame is { } frame)
            Storyboard += frame.Cost;
        else if (drawn.Outcome == OutcomeClass.Ambiguous)
            Storyboard += framePrice;
    }

    private void Quote(FrameQuote quote)
    {
        framePrice = quote.Price;
        PlayMoney |= quote.PlayMoney;
    }

    private void Settle(SettleTake bill) => charged[bill.AttemptId] = (bill.Charged, bill.ChargeReported);

    private void Route(ShootShotRequest order)
    {
        routes[$"{order.ProductionId}/{order.Shot.Id}/{order.Round}."] = order.Route.Model;
        // Its part of a generation for several shots is settled before the shot begins.
        if (order.Given is { } given)
            (charged[given.AttemptId], routes[given.AttemptId]) = ((given.Charged, given.Take?.ChargeReported ?? given.ChargeReported), given.Request.Model);
        PlayMoney |= order.Route.PlayMoney;
    }

    private void End(Delivery delivery, Brief brief)
    {
        State = Screens.Words.Of(delivery.Status);
        if (delivery.Film is not null)
            (Finished, shown) = (brief.Duration(), [.. delivery.Shots.SelectMany(shot => shot.Attempts.Where(shot.Uses)).Select(attempt => attempt.AttemptId)]);
    }

    private void Close()
    {
        // Of a shot that was taken again the last round with a clip is in the film.
        var used = shots.Where(shot => shot.Clip is not null).GroupBy(shot => shot.ShotId)
            .SelectMany(rounds => rounds.Last() is var shown ? shown.Attempts.Where(shown.Uses).Select(attempt => attempt.AttemptId) : []).ToHashSet();
        var inFilm = Finished > TimeSpan.Zero;
        List<BoughtTake> takes = [];
        foreach (var result in shots)
        {
            foreach (var attempt in result.Attempts)
            {
                charged.Remove(attempt.AttemptId);
                takes.Add(new(attempt.Request.Model, attempt.Charged, Purpose(attempt, result), inFilm && used.Contains(attempt.AttemptId), !attempt.IsEstimated()) { AttemptId = attempt.AttemptId, Edit = EditOf(attempt, result) });
            }
        }

        // A judgement is settled beside the take that it is of.
        foreach (var judged in charged.Where(settled => settled.Key.EndsWith(Judged, StringComparison.Ordinal)).ToList())
        {
            charged.Remove(judged.Key);
            Judging += judged.Value.Amount;
        }

        // Settled in a shot that has not told its end: its model is that of its route.
        takes.AddRange(charged.Select(take => new BoughtTake(ModelOf(take.Key), take.Value.Amount, Open, false, take.Value.Reported)));
        Takes = [.. takes.Where(take => take.Used || take.Charged.Micros != 0)];
    }

    private string ModelOf(string attemptId) =>
        routes.FirstOrDefault(route => attemptId.StartsWith(route.Key, StringComparison.Ordinal)).Value ?? "unknown";

    private static string? EditOf(Attempt attempt, ShotResult result) =>
        attempt.Request.Source is { } source ? $"{result.ShotId} take {attempt.Number}, {source.Field.ToString().ToLowerInvariant()} of take {attempt.Parent}" : null;

    private static string Purpose(Attempt attempt, ShotResult result)
    {
        if (attempt.Parent is not { } number)
            return attempt.Part > 1 ? $"part {attempt.Part}" : attempt.Changed is null ? "first take" : "taken again";
        var parent = result.Attempts.FirstOrDefault(other => other.Number == number);
        return parent?.Card?.Failed is { } failed ? Screens.Words.Of(failed) : "no clip came back";
    }
}
