using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Workflows;

/// <summary>What the recorded histories tell: each is a production with fake stages, run to its end on the development service.</summary>
internal static class RecordedScenario
{
    /// <summary>Name to plot.</summary>
    public static IReadOnlyDictionary<string, Func<FilmSet, Task<WorkflowHandle>>> All { get; } = new Dictionary<string, Func<FilmSet, Task<WorkflowHandle>>>
    {
        ["repair"] = RepairAsync,
        ["lost-submit"] = LostSubmitAsync,
        ["gate"] = GateAsync,
        ["retake"] = RetakeAsync,
        ["cancelled"] = CancelledAsync,
        ["judged"] = JudgedAsync,
        ["references"] = ReferencesAsync,
        ["scene"] = SceneAsync,
        ["starved"] = StarvedAsync,
        ["finish"] = FinishAsync,
        ["account"] = AccountAsync,
        ["ill"] = IllAsync,
        ["parts"] = PartsAsync,
        ["again"] = AgainAsync,
        ["noted"] = NotedAsync,
        ["unpaid-plan"] = UnpaidPlanAsync,
        ["draft-scene"] = DraftSceneAsync,
        ["finish-scene"] = FinishSceneAsync,
        ["ended"] = EndedShotAsync,
        ["chained"] = ChainedAsync,
    };

    /// <summary>The production's history and those of its shots, each with a name for its file.</summary>
    public static async Task<IReadOnlyList<(string Name, WorkflowHistory History)>> PlayAsync(string scenario)
    {
        await using var set = await FilmSet.StartAsync();
        var film = await All[scenario](set);
        var production = await film.FetchHistoryAsync();
        List<(string, WorkflowHistory)> histories = [(scenario, production)];
        foreach (var started in production.Events.Where(entry => entry.ChildWorkflowExecutionStartedEventAttributes is not null))
        {
            var shot = started.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution;
            var name = shot.WorkflowId[(film.Id.Length + 1)..].Replace('/', '-');
            histories.Add(($"{scenario}-{name}", await set.Client.GetWorkflowHandle(shot.WorkflowId, shot.RunId).FetchHistoryAsync()));
        }

        return histories;
    }

    // Every first take is too dark; one change of its light cures it.
    private static async Task<WorkflowHandle> RepairAsync(FilmSet set)
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, request.Request.Fields.Lighting.ExposureEv == 0 ? ScoredAttribute.Lighting : null);
        set.Stages.Choose = Brighter;
        return await EndedAsync(await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2)));
    }

    // An answer is lost, the provider turns out not to have the job, and the second send is accepted.
    private static async Task<WorkflowHandle> LostSubmitAsync(FilmSet set)
    {
        var sends = 0;
        set.Stages.Submit = request => Task.FromResult(Interlocked.Increment(ref sends) == 1
            ? new SubmitResult(OutcomeClass.Ambiguous, null, "connection reset")
            : FakeStages.Accepted(request));
        set.Stages.Find = _ => Task.FromResult(new SubmitResult(OutcomeClass.NotAcceptedRetryable, null, "no such request"));
        return await EndedAsync(await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1)));
    }

    // The plan cost something, and the judge objects to every first take.
    private static async Task<WorkflowHandle> JudgedAsync(FilmSet set)
    {
        var planner = set.Stages.Plan;
        set.Stages.Plan = async request => await planner(request) with { Making = new(null, "", [], [], [], Money.Usd(0.07m), "planned") };
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, null) with { Judgement = FakeStages.Judged(request.Request.Seed == 1) };
        set.Stages.Choose = question => question.Attempts[question.Best - 1].Card!.Judgement!.Objection() is null
            ? new(RepairKind.Accept, null, null, null, "passes")
            : new(RepairKind.Retry, question.Best, question.Attempts[question.Best - 1].Request with { Seed = 2 }, ShotField.Seed, "another subject");
        return await EndedAsync(await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2) with { Judge = true }));
    }

    // A person refuses a frame, then lets the storyboard pass; in between the film is paused and resumed.
    private static async Task<WorkflowHandle> GateAsync(FilmSet set)
    {
        var film = await set.StartFilmAsync(Briefs.Of() with { StoryboardApproval = new(ApprovalPolicy.Wait) });
        await FilmSet.UntilAsync(film, progress => progress.Waiting is not null);
        await film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new("s02", "closer")));
        await film.SignalAsync(workflow => workflow.PauseAsync());
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());
        await film.SignalAsync(workflow => workflow.ResumeAsync());
        return await EndedAsync(film);
    }

    // A finished shot is taken again while the film is being cut.
    private static async Task<WorkflowHandle> RetakeAsync(FilmSet set)
    {
        var cutting = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        set.Stages.Cut = async order =>
        {
            cutting.TrySetResult();
            await release.Task;
            return new(FakeStages.Asset("film"), FakeStages.Asset("poster"), order.Plan.TotalFrames, -14, -1, []);
        };
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2));
        await cutting.Task;
        await film.ExecuteUpdateAsync(workflow => workflow.RetakeAsync(new("s01", "smile more")));
        release.SetResult();
        return await EndedAsync(film);
    }

    // The budget cannot pay a second take of a shot whose first one was lost; it is raised and the film goes on.
    private static async Task<WorkflowHandle> StarvedAsync(FilmSet set)
    {
        var film = await set.StartFilmAsync(BudgetTests.StarvedBrief(set.Stages));
        await BudgetTests.StoppedAsync(film);
        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(4), null, null, null)));
        return await EndedAsync(film);
    }

    // The film of a draft.
    private static async Task<WorkflowHandle> FinishAsync(FilmSet set) =>
        await EndedAsync(await set.StartFilmAsync(DraftTests.Finish(await DraftTests.DraftAsync(set))));

    // Frames, a generation for three shots and a shot alone are bought from an account with a single place, and all but one wait for it.
    private static async Task<WorkflowHandle> AccountAsync(FilmSet set)
    {
        var account = new TakeAccount("fal", "vendor/endpoint");
        await set.OpenAccountAsync(account.Provider, 1);
        (set.Stages.Account, set.Stages.FrameAccount) = (_ => account, account);
        set.Stages.Group = request => new(request.Routes, [SceneTests.FirstThree(request).Groups[0] with { Account = account }]);
        return await EndedAsync(await set.StartFilmAsync(SceneTests.Four()));
    }

    // A model is ill until its account leaves it alone; the shot goes to another one.
    private static async Task<WorkflowHandle> IllAsync(FilmSet set)
    {
        await set.OpenAccountAsync("fal", 4);
        set.Stages.Account = model => new("fal", model);
        set.Stages.Route = request => Task.FromResult(new RouteChoice(request.Excluded.Contains("ill") ? "well" : "ill", 6, Money.Usd(1), "expected to cost least", [], "vendor/endpoint"));
        set.Stages.Submit = request => Task.FromResult(
            request.Request.Model == "ill" ? new SubmitResult(OutcomeClass.NotAcceptedRetryable, null, "cannot be reached", 1) { Ill = true } : FakeStages.Accepted(request));
        return await EndedAsync(await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1)));
    }

    // Cancelled while its takes render: their jobs are cancelled at the provider too.
    private static async Task<WorkflowHandle> CancelledAsync(FilmSet set)
    {
        set.Stages.Fetch = _ => FakeStages.UntilCancelledAsync<JobResult>();
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2));
        await FilmSet.UntilAsync(film, progress => progress.Shots.Count == 2 && progress.Shots.All(shot => shot.Step == "rendering"));
        await film.CancelAsync();
        await Assert.ThrowsAsync<WorkflowFailedException>(() => film.GetResultAsync());
        return film;
    }

    // Sheets are drawn before the frames and go along with frames and takes; one is refused, then both gates are passed.
    private static async Task<WorkflowHandle> ReferencesAsync(FilmSet set)
    {
        var film = await set.StartFilmAsync(SheetTests.Named() with { StoryboardApproval = new(ApprovalPolicy.Wait) });
        await FilmSet.UntilAsync(film, progress => progress.Waiting is not null);
        await film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new("mara", "older")));
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());
        await FilmSet.UntilAsync(film, progress => progress.Stage == ProductionStage.Approval && progress.Waiting is not null);
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());
        return await EndedAsync(film);
    }

    // Three shots are one generation; one of them fails and is taken again alone.
    private static async Task<WorkflowHandle> SceneAsync(FilmSet set)
    {
        set.Stages.Group = SceneTests.FirstThree;
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, request.Shot.Id == "s02" && request.Request.Fields.Lighting.ExposureEv == 0 ? ScoredAttribute.Lighting : null);
        set.Stages.Choose = Brighter;
        return await EndedAsync(await set.StartFilmAsync(SceneTests.Four()));
    }

    // A shot in two parts; the second does not fit the first and is taken again alone.
    private static async Task<WorkflowHandle> PartsAsync(FilmSet set)
    {
        PartsTests.InParts(set.Stages);
        return await EndedAsync(await set.StartFilmAsync(Briefs.Of(seconds: 14, beats: 1)));
    }

    // A shot of a delivered film again, after the budget was raised for it.
    private static async Task<WorkflowHandle> AgainAsync(FilmSet set)
    {
        var before = await AgainTests.DeliveredAsync(set) with { Limit = Money.Usd(3.5m) };
        var film = await set.StartFilmAsync(AgainTests.Again(before));
        await BudgetTests.StoppedAsync(film);
        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(9))));
        return await EndedAsync(film);
    }

    // A shot of a delivered film again, closer: its storyboard frame is drawn anew.
    private static async Task<WorkflowHandle> NotedAsync(FilmSet set) =>
        await EndedAsync(await set.StartFilmAsync(NoteTests.Noted(await AgainTests.DeliveredAsync(set), "closer")));

    // The plan costs more than there is, and waits for it.
    private static async Task<WorkflowHandle> UnpaidPlanAsync(FilmSet set)
    {
        PlannedFilmTests.Unpaid(set.Stages);
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2) with { Budget = new(Money.Usd(0.1m)) });
        await BudgetTests.StoppedAsync(film);
        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(5))));
        return await EndedAsync(film);
    }

    // A draft of which three shots are one generation.
    private static async Task<WorkflowHandle> DraftSceneAsync(FilmSet set)
    {
        set.Stages.Group = SceneTests.FirstThree;
        return await EndedAsync(await set.StartFilmAsync(new ProductionRequest(SceneTests.Four()) { Draft = true }));
    }

    // The film of that draft.
    private static async Task<WorkflowHandle> FinishSceneAsync(FilmSet set)
    {
        var draft = await set.Client.GetWorkflowHandle<ProductionWorkflow, Delivery>((await DraftSceneAsync(set)).Id).GetResultAsync();
        return await EndedAsync(await set.StartFilmAsync(new ProductionRequest(SceneTests.Four()) { Finish = DraftTests.Cut(draft) }));
    }

    // A shot that says how it ends; its end is refused by a person, and the first take does not end on it.
    private static async Task<WorkflowHandle> EndedShotAsync(FilmSet set)
    {
        EndFrameTests.Insist(set.Stages);
        var film = await set.StartFilmAsync(EndFrameTests.Ended() with { StoryboardApproval = new(ApprovalPolicy.Wait) });
        await FilmSet.UntilAsync(film, progress => progress.Waiting is not null);
        await film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new("s02/end", "closer")));
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());
        return await EndedAsync(film);
    }

    // A shot that goes on from another; the first one is taken again while the film is cut, and the second follows it.
    private static async Task<WorkflowHandle> ChainedAsync(FilmSet set)
    {
        var (cutting, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        set.Stages.Cut = async order =>
        {
            cutting.TrySetResult();
            await release.Task;
            return new(FakeStages.Asset("film"), FakeStages.Asset("poster"), order.Plan.TotalFrames, -14, -1, []);
        };
        set.Stages.Conform = request => FakeStages.Conformed(request) with { LastFrame = FakeStages.Asset(request.Take.AttemptId[^7..]) };
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2) with { ContinuousShots = [2] });
        await cutting.Task;
        await film.ExecuteUpdateAsync(workflow => workflow.RetakeAsync(new("s01", "")));
        release.SetResult();
        return await EndedAsync(film);
    }

    private static async Task<WorkflowHandle> EndedAsync(WorkflowHandle<ProductionWorkflow, Delivery> film)
    {
        Assert.NotNull((await film.GetResultAsync()).Film);
        return film;
    }

    /// <summary>A stop more light for a take that fails.</summary>
    internal static Repair Brighter(ChooseRepairRequest question)
    {
        var parent = question.Attempts[question.Best - 1];
        if (parent.Card!.Failed is null)
            return new(RepairKind.Accept, null, null, null, "passes");
        var fields = parent.Request.Fields;
        var next = parent.Request with { Fields = fields with { Lighting = fields.Lighting with { ExposureEv = 1 } } };
        return new(RepairKind.Retry, question.Best, next, ShotField.Lighting, "too dark");
    }
}
