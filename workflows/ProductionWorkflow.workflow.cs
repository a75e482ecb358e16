using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

/// <summary>START HERE. A film, from its brief to its delivery, in the order in which it happens.</summary>
[Workflow]
public sealed partial class ProductionWorkflow
{
    private Brief brief = null!;
    private ShotPlan plan = null!;
    private Storyboard? board;

    /// <summary>Makes the film.</summary>
    [WorkflowRun]
    public async Task<Delivery> RunAsync(ProductionRequest request)
    {
        Begin(request);
        raisable = Workflow.Patched("budget-can-be-raised");
        if (again is not null)
            return await TakeAgainAsync(again);

        plan = await PlanAsync();
        if (plan.Making is { Stopped: { } unplanned } making)
            return await EndAsync(unplanned, null, making.Message);
        if (await AffordAsync() is { } tooDear)
            return await EndAsync(DeliveryStatus.StoppedByBudget, null, tooDear);

        if (await DrawStoryboardAsync() is { } undrawn)
            return await EndAsync(undrawn.Status, null, undrawn.Reason);
        if (await ApprovalAsync() is { } unapproved)
            return await EndAsync(DeliveryStatus.Failed, null, unapproved);

        return await DeliverAsync(plan.Shots);
    }

    private async Task<Delivery> DeliverAsync(IReadOnlyList<Shot> shots)
    {
        while (await ShootTheseAsync(shots) is null)
        {
            var film = await CutAsync();
            if (retakes.Count == 0)
                return await EndAsync(Quality(film), film, Summary(film));
            shots = TakeRetakes();
        }

        var (status, reason) = Unfinished()!.Value;
        return await EndAsync(status, null, reason);
    }

    private async Task<ShotPlan> PlanAsync()
    {
        stage = ProductionStage.Planning;
        var made = drafted?.Plan ?? await MakePlanAsync();
        foreach (var shot in made.Shots)
            rows[shot.Id] = new(shot.Id, shot.Number, shot.Beat, (double)shot.Frames / brief.Fps, "waiting", 0, null, null, null, null, purse.Nothing, null);
        return made;
    }

    // A plan that the budget cannot pay waits for more and goes on: what was answered by then is kept, not asked again.
    private async Task<ShotPlan> MakePlanAsync()
    {
        while (true)
        {
            var seen = raises;
            var question = new PlanShotsRequest(brief) { AttemptId = $"{ProductionId}/plan", Limit = purse.HoldAll() };
            plan = await Workflow.ExecuteActivityAsync((IPlanningActivities door) => door.PlanShotsAsync(question), ActivityDefaults.Think);
            purse.SettlePlan(plan.Making?.Charged ?? purse.Nothing);
            if (plan.Making is not { Stopped: DeliveryStatus.StoppedByBudget, Needed: { } needed } making || !raisable)
                return plan;
            if (raises == seen)
                await StopAsync(new(making.Message, new(Film: needed)));
        }
    }

    // Before anything is bought: can the budget pay the storyboard and one take of every shot?
    private async Task<Shortage?> QuoteAsync()
    {
        await QuoteFramesAsync();
        var chosen = await Workflow.WhenAllAsync(plan.Shots.Select(shot => RouteAsync(shot)));
        foreach (var (shot, route) in plan.Shots.Zip(chosen))
            routes[shot.Id] = route;
        await GroupAsync();
        return purse.CannotAfford(drafted is null ? framePrice.Price : purse.Nothing, FirstTakes(plan.Shots).Select(take => take.WorstCase), SheetsToDraw, plan.EndFrames());
    }

    private async Task QuoteFramesAsync()
    {
        var question = new QuoteFrameRequest(brief.Size) { References = plan.MostReferences() };
        framePrice = await Workflow.ExecuteActivityAsync((IStoryboardActivities door) => door.QuoteFrameAsync(question), ActivityDefaults.Free);
    }

    private Task<RouteChoice> RouteAsync(Shot shot, IReadOnlyList<string>? allowed = null)
    {
        var question = new RouteShotRequest(shot, brief.Fps, Filmed.Size, allowed ?? AllowedFor(shot), [])
        {
            Draft = draft,
            References = shot.Likenesses?.Select(_ => ReferenceKind.Image).ToList(),
        };
        return Workflow.ExecuteActivityAsync((IGenerationActivities door) => door.RouteShotAsync(question), ActivityDefaults.Free);
    }

    private async Task<(DeliveryStatus Status, string Reason)?> DrawStoryboardAsync()
    {
        stage = ProductionStage.Storyboard;
        try
        {
            if (drafted is { } earlier)
            {
                TakeOver(earlier.Board);
                return null;
            }

            if (await SheetsAsync() is { } unapproved)
                return (DeliveryStatus.Failed, unapproved);
            var drawn = await Workflow.WhenAllAsync(plan.Shots.Select(shot => DrawBothAsync(shot, null)));
            var ends = drawn.Select(frames => frames.End).OfType<Frame>().ToList();
            board = new([.. drawn.Select(frames => frames.First)]) { Sheets = sheets.Count > 0 ? sheets : null, Ends = ends.Count > 0 ? ends : null };
            return null;
        }
        catch (ApplicationFailureException stopped)
        {
            return (Enum.TryParse<DeliveryStatus>(stopped.ErrorType, out var status) ? status : DeliveryStatus.Failed, stopped.Message);
        }
    }

    private Task<string?> ApprovalAsync()
    {
        stage = ProductionStage.Approval;
        return drafted is null ? GateAsync("the storyboard") : Task.FromResult<string?>(null);
    }

    private async Task<string?> GateAsync(string what)
    {
        var policy = brief.StoryboardApproval;
        if (policy.Policy == ApprovalPolicy.Auto)
            return null;

        waiting = $"{what} {(what.EndsWith('s') ? "wait" : "waits")} for approval";
        var limit = policy.Policy == ApprovalPolicy.FailAfter ? TimeSpan.FromSeconds(policy.FailAfterSeconds) : Timeout.InfiniteTimeSpan;
        var answered = await Workflow.WaitConditionAsync(() => approved && drawing == 0, limit);
        waiting = null;
        return answered ? null : $"Nobody approved {what} within {limit}.";
    }

    private async Task ShootAsync(IReadOnlyList<Shot> shots)
    {
        stage = ProductionStage.Shooting;
        purse.HoldFirstTakes(FirstTakes(shots));
        foreach (var shot in shots)
            shooting[shot.Id] = ShootShotAsync(shot);
        await Workflow.WhenAllAsync(shots.Select(shot => shooting[shot.Id]).Append(raisable ? FeedAsync(shots) : Task.CompletedTask));
    }

    // A shot that continues another one starts from the last frame of its clip, so it waits for it; all others run at once.
    private async Task ShootShotAsync(Shot shot)
    {
        var start = board!.For(shot.Id).Image;
        AssetRef? goesOnFrom = null;
        if (shot.ContinuesFrom is { } before && shooting.TryGetValue(before, out var earlier))
            await earlier;
        if (shot.ContinuesFrom is { } continued && results.GetValueOrDefault(continued)?.Clip is { } clip)
            (start, goesOnFrom) = (clip.LastFrame, clip.Video);
        if (following.Contains(shot.Id) && starts.GetValueOrDefault(shot.Id) == start)
        {
            // The retake came to nothing, and what goes on from the shot still fits.
            purse.ReleaseHold(shot.Id);
            return;
        }

        starts[shot.Id] = start;
        var given = await GivenAsync(shot);
        await Workflow.WaitConditionAsync(() => !paused);
        var round = rounds[shot.Id] = rounds.GetValueOrDefault(shot.Id) + 1;
        var (from, changed, why) = AskedAgain(shot, round);
        var order = new ShootShotRequest(ProductionId, round, shot, start, brief.Fps, Filmed.Size, RouteOf(shot, from), brief.MaximumAttempts, brief.Seed + round - 1, paused)
        {
            EndFrame = board.EndOf(shot.Id)?.Image,
            Before = goesOnFrom,
            Board = goesOnFrom is null ? null : board.For(shot.Id).Image,
            Judged = brief.Judge,
            Draft = draft,
            From = AcceptedInDraft(shot, round) ?? from,
            Changed = changed,
            Why = why,
            References = TakenAlong(shot, routes[shot.Id]),
            Given = given,
            Allowed = AllowedFor(shot),
            Models = brief.Models.Count > 0 ? brief.Models : null,
        };
        var shotWorkflow = await Workflow.StartChildWorkflowAsync((ShotWorkflow child) => child.RunAsync(order), new() { Id = ChildId(shot.Id, round) });
        running[shot.Id] = shotWorkflow;
        results[shot.Id] = Merge(results.GetValueOrDefault(shot.Id), await shotWorkflow.GetResultAsync());
        running.Remove(shot.Id);
        purse.ReleaseHold(shot.Id);
    }

    private async Task<Film> CutAsync()
    {
        stage = ProductionStage.Cutting;
        var order = new CutOrder(Filmed, plan, [.. plan.Shots.Select(shot => results[shot.Id].Clip!)]);
        return await Workflow.ExecuteActivityAsync((IAssemblyActivities door) => door.CutFilmAsync(order), ActivityDefaults.Free);
    }

    private async Task<Delivery> EndAsync(DeliveryStatus status, Film? film, string message)
    {
        stage = ProductionStage.Reporting;
        var delivery = await ReportAsync(status, film, message);
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        stage = ProductionStage.Done;
        return delivery;
    }

    private async Task<Delivery> ReportAsync(DeliveryStatus status, Film? film, string message)
    {
        var shots = plan.Shots.Where(shot => results.ContainsKey(shot.Id)).Select(shot => results[shot.Id]).ToList();
        var delivery = new Delivery(status, film, null, plan, board, shots, purse.Spent, purse.Budget.Film, message)
        {
            Draft = draft,
            Drafted = drafted?.Bill ?? again?.Film.Drafted,
            CostOfMinute = film is null ? null : purse.Spent with { Micros = purse.Spent.Micros * 60 * brief.Fps / film.Frames },
        };
        var order = new ReportOrder(Filmed, delivery, purse.StoryboardSpent);
        var report = await Workflow.ExecuteActivityAsync((IAssemblyActivities door) => door.WriteReportAsync(order), ActivityDefaults.Free);
        return delivery with { Report = report };
    }
}
