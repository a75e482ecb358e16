using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.EconomicsBench;

/// <summary>The product's router and chances with a record of their own, and the two simple ways of choosing beside them.</summary>
internal sealed class Desk(ModelCatalogue catalogue, OpenAccounts accounts, ChanceLedger chances, Clock clock, RoutingOptions routing)
{
    private readonly ShotRouter router = new(catalogue, accounts, chances, routing, clock);
    private readonly RouteCapability capability = new(accounts, new());

    private bool learns;

    public ModelRow Routed(RouteShotRequest shot)
    {
        learns = true;
        return catalogue.Find(router.Choose(shot).Choice!.Model);
    }

    public ModelRow Named(string name) => catalogue.Find(name);

    /// <summary>The row with the cheapest take, whatever its chance.</summary>
    public ModelRow Cheapest(RouteShotRequest shot) => Able(shot).MinBy(row => PriceOf(row, shot).Micros)!;

    /// <summary>The row with the best chance in the catalogue; among equals the dearest, as who wants the best buys it.</summary>
    public ModelRow Best(RouteShotRequest shot) => Able(shot).OrderByDescending(row => row.Chance).ThenByDescending(row => PriceOf(row, shot).Micros).First();

    /// <summary>Price of one storyboard frame.</summary>
    public Money Frame(FrameSize size) => catalogue.Image(Today, accounts).PriceOfImage(size);

    /// <summary>Puts a scored take on record, as scoring does, where somebody asks for it.</summary>
    public void Record(string model, Shot shot, ScoreCard card)
    {
        if (learns)
            chances.Record(model, shot, card);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    // Who goes by price or name still needs a model that can make the shot and starts from the storyboard.
    private IEnumerable<ModelRow> Able(RouteShotRequest shot) =>
        catalogue.Video(Today).Where(row => row.Input.Image is not null && capability.WhyNot(row, shot) is null);

    private static Money PriceOf(ModelRow row, RouteShotRequest shot) =>
        row.PriceOf(RouteCapability.SecondsOf(row, shot), shot.Size, shot.Shot.Fields.Audio.Description is not null);
}
