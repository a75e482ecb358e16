using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Scoring.Repairs;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.EconomicsBench;

/// <summary>Makes films in one world in one way, take by take, in the order in which the product's shot workflow does.</summary>
internal sealed class Crew(World world, Way way, Desk desk)
{
    private static readonly AssetRef StartFrame = new(new('0', 64), 1, "image/png");

    private readonly SimulatedModel model = new(world);

    public FilmOutcome Make(Brief brief, ShotPlan plan, int night)
    {
        var board = way.Board ? desk.Frame(brief.Size) * plan.Shots.Count : Money.Zero;
        var routes = way.Choose(desk, brief, plan);
        return new(world.Number, night, board, [.. plan.Shots.Zip(routes, (shot, route) => Shoot(brief, shot, route))]);
    }

    private ShotOutcome Shoot(Brief brief, Shot shot, RouteChoice route)
    {
        var first = new TakeRequest(shot.Id, route.Model, shot.Fields, route.Seconds, brief.Seed, StartFrame, brief.Size);
        List<Attempt> attempts = [];
        List<bool> sound = [];
        var best = 0;
        var next = new Repair(RepairKind.Retry, null, first, null, "first take");
        double wait = 0;
        while (next.Kind == RepairKind.Retry)
        {
            var row = desk.Named(next.Request!.Model);
            var request = AsSold(next.Request, row, attempts);
            var number = attempts.Count + 1;
            var (card, faultless) = model.Shoot(brief.Name, shot, first, request, number);
            desk.Record(row.Name, shot, card with { AttemptId = $"{world.Number}/{card.AttemptId}" });
            wait += model.Wait(brief.Name, request, row.WaitSeconds, number);
            attempts.Add(new(number, card.AttemptId, request, next.Parent, next.Changed, next.Reason, OutcomeClass.Delivered, null, card, row.PriceOf(request)));
            sound.Add(faultless);
            if (best == 0 || card.BetterThan(attempts[best - 1].Card!))
                best = number;
            next = Decide(brief, shot, route, attempts, best);
        }

        var cost = attempts.Aggregate(Money.Zero, (sum, attempt) => sum + attempt.Charged);
        return new(cost, attempts.Count, attempts[best - 1].Card!.Failed is null, sound[best - 1], (double)shot.Frames / brief.Fps, wait, desk.Again(brief, shot));
    }

    private Repair Decide(Brief brief, Shot shot, RouteChoice route, List<Attempt> attempts, int best)
    {
        if (way.Repairs)
            return new RepairChooser(new ChooseRepairRequest(shot, attempts, best, brief.MaximumAttempts) { Understudy = route.Understudy }).Choose();
        var last = attempts[^1];
        if (last.Card!.Failed is null)
            return new(RepairKind.Accept, null, null, null, "passes");
        if (route.Understudy is { } other && attempts.Count < brief.MaximumAttempts && attempts.Count == (other.After ?? brief.MaximumAttempts - 1))
            return new(RepairKind.Retry, last.Number, attempts[0].Request with { Model = other.Model, Seconds = other.Seconds }, ShotField.Model, "the understudy");
        return attempts.Count == brief.MaximumAttempts
            ? new(RepairKind.AcceptWithNotes, null, null, null, "the attempts are used")
            : new(RepairKind.Retry, last.Number, last.Request with { Seed = last.Request.Seed + 1 }, ShotField.Seed, "another take");
    }

    // Seconds go by the model's steps; a change that these round away becomes a new seed, as in the shot workflow.
    private static TakeRequest AsSold(TakeRequest wished, ModelRow row, List<Attempt> attempts)
    {
        var request = wished with { Seconds = row.Step(wished.Seconds) };
        return attempts.Exists(attempt => attempt.Request == request) ? request with { Seed = attempts.Max(attempt => attempt.Request.Seed) + 1 } : request;
    }
}
