using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.EconomicsBench;

/// <summary>The product's router and chances with a record of their own, and the simple ways of choosing beside them.</summary>
internal sealed class Desk(ModelCatalogue catalogue, OpenAccounts accounts, ChanceLedger chances, Clock clock, RoutingOptions routing)
{
    private readonly ShotRouter router = new(catalogue, accounts, chances, routing, clock);
    private readonly RouteCapability capability = new(catalogue, accounts, new());

    private bool learns;
    private ChanceModel? known;

    /// <summary>The product's routes for a film: all of them are chosen before its first take.</summary>
    public IReadOnlyList<RouteChoice> Routed(Brief brief, ShotPlan plan)
    {
        learns = true;
        List<RouteChoice> routes = [.. plan.Shots.Select(shot => router.Choose(Ask(brief, shot)).Choice!)];
        var spoken = routes.Aggregate(Frame(brief.Size) * routes.Count, (sum, route) => sum + route.WorstCase);
        return new FilmTrials(router, routing).Give(new(plan.Shots, routes, brief.Fps, brief.Size, [])
        {
            Trials = TrialTerms.Of(brief.Budget, spoken, brief.MaximumAttempts),
        });
    }

    /// <summary>Routes of which each is chosen by itself.</summary>
    public IReadOnlyList<RouteChoice> Each(Brief brief, ShotPlan plan, Func<RouteShotRequest, ModelRow> choose)
    {
        known = null;
        return
        [
            .. plan.Shots.Select(shot =>
            {
                var ask = Ask(brief, shot);
                var row = choose(ask);
                return new RouteChoice(row.Name, RouteCapability.SecondsOf(row, ask), PriceOf(row, ask), "", [], row.Endpoint);
            }),
        ];
    }

    public ModelRow Named(string name) => catalogue.Find(name);

    /// <summary>The row with the cheapest take, whatever its chance.</summary>
    public ModelRow Cheapest(RouteShotRequest shot) => Able(shot).MinBy(row => PriceOf(row, shot).Micros)!;

    /// <summary>The row with the best chance in the catalogue; among equals the dearest, as who wants the best buys it.</summary>
    public ModelRow Best(RouteShotRequest shot) => Able(shot).OrderByDescending(row => row.Chance).ThenByDescending(row => PriceOf(row, shot).Micros).First();

    /// <summary>What an accepted take of the best row is expected to cost by the catalogue.</summary>
    public double Again(Brief brief, Shot shot)
    {
        var ask = Ask(brief, shot);
        var row = Best(ask);
        return (double)PriceOf(row, ask).Amount() / row.Chance;
    }

    /// <summary>The cheapest for chances that are drawn from what is on record.</summary>
    public ModelRow Sampled(RouteShotRequest shot)
    {
        learns = true;
        known ??= chances.Chances();
        return Able(shot).MinBy(row =>
        {
            var (chance, weight) = (known.Of(row, shot.Shot), ChanceModel.PriorTakes + known.TakesOf(row.Name));
            return (double)PriceOf(row, shot).Amount() / Lot.Beta(chance * weight, (1 - chance) * weight, clock.GetUtcNow(), shot.Shot.Id, row.Name);
        })!;
    }

    /// <summary>Price of one storyboard frame.</summary>
    public Money Frame(FrameSize size) => catalogue.Image(Today, accounts).PriceOfImage(size);

    /// <summary>Puts a scored take on record, as scoring does, where somebody asks for it.</summary>
    public void Record(string model, Shot shot, ScoreCard card)
    {
        if (learns)
            chances.Record(model, shot, card);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static RouteShotRequest Ask(Brief brief, Shot shot) => new(shot, brief.Fps, brief.Size, [], []);

    // Who goes by price or name still needs a model that can make the shot and starts from the storyboard.
    private IEnumerable<ModelRow> Able(RouteShotRequest shot) =>
        catalogue.Video(Today).Where(row => row.Input.Image is not null && !row.FallsShortOf(shot.Size) && capability.WhyNot(row, shot) is null);

    private static Money PriceOf(ModelRow row, RouteShotRequest shot) =>
        row.PriceOf(RouteCapability.SecondsOf(row, shot), shot.Size, shot.Shot.Fields.Audio.Description is not null);
}
