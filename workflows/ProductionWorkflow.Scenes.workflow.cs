using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

// Shots of one scene that cost less as one generation: bought once, divided at the cuts, and each judged and repaired by itself.
public sealed partial class ProductionWorkflow
{
    private readonly Dictionary<ShotGroup, Task<IReadOnlyDictionary<string, GivenTake>>> scenes = [];
    private ShotGrouping? grouping;

    private async Task GroupAsync()
    {
        if (plan.Shots.Count < 2 || !Workflow.Patched(draft || drafted is not null ? "drafts-together" : "shots-together"))
            return;
        List<RouteChoice> alone = [.. plan.Shots.Select(shot => routes[shot.Id])];
        var question = new GroupShotsRequest([.. plan.Shots.Select(AsDrafted)], alone, brief.Fps, Filmed.Size, brief.Models)
        {
            Draft = draft,
            // A draft keeps nothing in reserve that would have to be tried.
            Trials = draft ? null : purse.Trials(drafted is null ? framePrice.Price : purse.Nothing, [.. alone.Select(route => route.WorstCase)], SheetsToDraw + plan.EndFrames(), brief.MaximumAttempts),
        };
        grouping = await Workflow.ExecuteActivityAsync((IGenerationActivities door) => door.GroupShotsAsync(question), ActivityDefaults.Free);
        foreach (var (shot, route) in plan.Shots.Zip(grouping.Routes))
            routes[shot.Id] = route;
    }

    // What the first take of each shot can cost at most.
    private IEnumerable<(string ShotId, Money WorstCase)> FirstTakes(IReadOnlyList<Shot> shots)
    {
        var together = grouping?.FirstTakes(plan.Shots);
        return shots.Select(shot => (shot.Id, rounds.ContainsKey(shot.Id) || together is null ? routes[shot.Id].WorstCase : together[shot.Number - 1]));
    }

    // The shot's part of its scene, bought by whichever of its shots comes first; null for a shot that is bought alone.
    private async Task<GivenTake?> GivenAsync(Shot shot)
    {
        if (grouping?.Of(shot.Id) is not { } group || rounds.ContainsKey(shot.Id))
            return null;
        if (!scenes.TryGetValue(group, out var scene))
            scenes[group] = scene = ShootSceneAsync(group);
        return (await scene).GetValueOrDefault(shot.Id);
    }

    private async Task<IReadOnlyDictionary<string, GivenTake>> ShootSceneAsync(ShotGroup group)
    {
        var shots = group.ShotIds.Select(id => ShotOf(id)!).ToList();
        var attemptId = $"{ProductionId}/{group.ShotIds[0]}-{group.ShotIds[^1]}/1";
        await Workflow.WaitConditionAsync(() => !paused);
        // A scene that cannot be paid is no failure yet: each of its shots asks for itself.
        if (!purse.ReserveScene(attemptId, group))
            return new Dictionary<string, GivenTake>();

        JobResult bought = new(OutcomeClass.Cancelled, null, purse.Nothing, "cancelled");
        var request = SceneRequest(shots, group);
        try
        {
            bought = await BuySceneInTurnAsync(new(attemptId, request, Workflow.UtcNow), shots, group);
        }
        finally
        {
            purse.SettleScene(attemptId, group, bought.Charged);
        }

        var parts = bought.Take is { } take
            ? (await Workflow.ExecuteActivityAsync((IGenerationActivities door) => door.SplitTakeAsync(new(take, group)), ActivityDefaults.Free)).Takes
            : null;
        return shots.Select((shot, index) => Given(shot, index, group, attemptId, bought, parts?[index])).ToDictionary(given => given.Request.ShotId);
    }

    // An endpoint that is ill is not waited for: each of the shots asks for itself, elsewhere if it must.
    private Task<JobResult> BuySceneInTurnAsync(SubmitTakeRequest submit, List<Shot> shots, ShotGroup group) => door.InTurnAsync(group.Account, new Turn<JobResult>(submit.AttemptId)
    {
        Tell = _ =>
        {
            ShowScene(shots, "waiting", group);
            return Task.CompletedTask;
        },
        Buy = account => BuySceneAsync(submit, shots, group with { Account = account }),
        Closed = place => new(OutcomeClass.NotAcceptedRetryable, null, purse.Nothing, place.Message),
        Report = bought => new(submit.AttemptId, bought.Outcome, bought.QueuedSeconds),
    });

    private async Task<JobResult> BuySceneAsync(SubmitTakeRequest submit, List<Shot> shots, ShotGroup group)
    {
        ShowScene(shots, "submitting", group);
        var answer = await Submission.SubmitOnceAsync(submit, group.Account);
        if (answer.Job is not { } job)
            return new(answer.Outcome, null, answer.Outcome == OutcomeClass.Ambiguous ? group.WorstCase : purse.Nothing, answer.Message);
        ShowScene(shots, "rendering", group);
        return await Submission.FetchAsync(new(job, submit.Request));
    }

    private TakeRequest SceneRequest(List<Shot> shots, ShotGroup group) => AloneRequest(shots[0]) with
    {
        Seconds = group.Seconds[0],
        Cuts = [.. shots.Skip(1).Select((shot, index) => new TakeCut(shot.Id, AsDrafted(shot).Fields, group.Seconds[index + 1]))],
        References = shots.SelectMany(shot => AloneRequest(shot).References ?? []).Distinct().ToList() is { Count: > 0 } all ? all : null,
    };

    // What is asked when the shot is taken again alone: a repair changes one field of this.
    private TakeRequest AloneRequest(Shot shot)
    {
        var route = routes[shot.Id];
        var seed = AcceptedInDraft(shot, 1)?.Seed ?? brief.Seed;
        return new(shot.Id, route.Model, AsDrafted(shot).Fields, route.Seconds, seed, board!.For(shot.Id).Image, Filmed.Size) { References = TakenAlong(shot, route) };
    }

    private IReadOnlyList<TakeReference>? TakenAlong(Shot shot, RouteChoice route) =>
        route.References is { } many ? ReferencesOf(shot)?.Take(many).ToList() : null;

    private GivenTake Given(Shot shot, int index, ShotGroup group, string attemptId, JobResult bought, Take? part) => new(
        $"{attemptId}/{shot.Id}", AloneRequest(shot), bought.Outcome, part, group.Share(bought.Charged, index), routes[shot.Id].Reason, bought.Message) { ChargeReported = bought.ChargeReported };

    private void ShowScene(List<Shot> shots, string step, ShotGroup group)
    {
        foreach (var shot in shots)
        {
            rows[shot.Id] = rows[shot.Id] with { Attempt = 1, Model = group.Model };
            Show(shot, step, $"one generation for {string.Join(", ", group.ShotIds)}");
        }
    }
}
