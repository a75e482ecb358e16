using Orchestrator.Generation;
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

    public FilmOutcome Make(Brief brief, ShotPlan plan)
    {
        var board = way.Board ? desk.Frame(brief.Size) * plan.Shots.Count : Money.Zero;
        return new(world.Number, board, [.. plan.Shots.Select(shot => Shoot(brief, shot))]);
    }

    private ShotOutcome Shoot(Brief brief, Shot shot)
    {
        var ask = new RouteShotRequest(shot, brief.Fps, brief.Size, [], []);
        var row = way.Choose(desk, ask);
        var first = new TakeRequest(shot.Id, row.Name, shot.Fields, RouteCapability.SecondsOf(row, ask), brief.Seed, StartFrame, brief.Size);
        List<Attempt> attempts = [];
        var best = 0;
        var next = new Repair(RepairKind.Retry, null, first, null, "first take");
        double wait = 0;
        while (next.Kind == RepairKind.Retry)
        {
            var request = AsSold(next.Request!, row, attempts);
            var number = attempts.Count + 1;
            var card = model.Score(brief.Name, first, request, number);
            desk.Record(row.Name, shot, card with { AttemptId = $"{world.Number}/{card.AttemptId}" });
            wait += model.Wait(brief.Name, request, row.WaitSeconds, number);
            attempts.Add(new(number, card.AttemptId, request, next.Parent, next.Changed, next.Reason, OutcomeClass.Delivered, null, card, row.PriceOf(request)));
            if (best == 0 || card.BetterThan(attempts[best - 1].Card!))
                best = number;
            next = Decide(brief, shot, attempts, best);
        }

        var cost = attempts.Aggregate(Money.Zero, (sum, attempt) => sum + attempt.Charged);
        return new(cost, attempts.Count, attempts[best - 1].Card!.Failed is null, (double)shot.Frames / brief.Fps, wait);
    }

    private Repair Decide(Brief brief, Shot shot, List<Attempt> attempts, int best)
    {
        if (way.Repairs)
            return new RepairChooser(new ChooseRepairRequest(shot, attempts, best, brief.MaximumAttempts)).Choose();
        var last = attempts[^1];
        if (last.Card!.Failed is null)
            return new(RepairKind.Accept, null, null, null, "passes");
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
