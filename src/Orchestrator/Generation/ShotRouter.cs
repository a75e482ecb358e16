using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>
/// Chooses a model: of the rows that can make the shot, the one with the lowest expected cost to an accepted take, which for
/// independent tries is price ÷ chance. The chance is learned from the takes on record. A row whose picture would have to be enlarged,
/// or that is kept in reserve, is taken only when no other is there.
/// </summary>
internal sealed class ShotRouter(ModelCatalogue catalogue, OpenAccounts accounts, ChanceLedger ledger, RoutingOptions options, TimeProvider clock)
{
    /// <summary>The choice, or null with every model's reason when none can.</summary>
    public (RouteChoice? Choice, IReadOnlyList<RouteLoser> Losers) Choose(RouteShotRequest request)
    {
        var (choice, losers) = ChooseAmong(request);
        if (request.References is not { Count: > 0 } references)
            return (choice, losers);
        if (choice is not null)
            return (choice with { References = references.Count }, losers);
        // The storyboard frame is drawn after the references: a model that takes none still starts from a picture that shows them.
        (choice, losers) = ChooseAmong(request with { References = null });
        return (choice is null ? null : choice with { Reason = $"{choice.Reason}; no model that may be used takes the shot's references, so they are in its start frame only" }, losers);
    }

    private (RouteChoice? Choice, IReadOnlyList<RouteLoser> Losers) ChooseAmong(RouteShotRequest request)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var chances = ledger.Chances();
        var capability = new RouteCapability(accounts, options);
        List<RouteLoser> losers = [];
        List<RouteCandidate> able = [];
        foreach (var row in catalogue.Video(today))
        {
            if (capability.WhyNot(row, request) is { } reason)
                losers.Add(new(row.Name, reason));
            else
                able.Add(Candidate(row, request, chances));
        }

        var ranked = able.OrderBy(candidate => candidate.Short).ThenBy(candidate => candidate.Reserve).ThenBy(candidate => candidate.Expected).ThenBy(candidate => candidate.Row.Name, StringComparer.Ordinal).ToList();
        if (ranked is not [var best, .. var others])
            return (null, losers);
        losers.AddRange(others.Select(other => new RouteLoser(other.Row.Name, Words(other, request.Size))));
        var named = request.Allowed is [var only] && losers.All(loser => loser.Model != only);
        var why = named
            ? $"the brief names it; {best.Price} for {best.Seconds} s"
            : $"{best.Expected:0.00} USD expected to an accepted take ({best.Price} for {best.Seconds} s at {best.ChanceWords})";
        return (new(best.Row.Name, best.Seconds, best.Price, why, losers, best.Row.Endpoint), losers);
    }

    private RouteCandidate Candidate(ModelRow row, RouteShotRequest request, ChanceModel chances)
    {
        var seconds = RouteCapability.SecondsOf(row, request);
        var price = row.PriceOf(seconds, request.Size, request.Shot.Fields.Audio.Description is not null);
        var takes = chances.TakesOf(row.Name);
        return new(row, seconds, price, chances.Of(row, request.Shot), takes, row.FallsShortOf(request.Size), row.Reserve && takes < options.EnoughTakes);
    }

    private static string Words(RouteCandidate other, FrameSize size) =>
        $"{(other.Short ? $"only {other.Row.LinesFor(size)} lines; " : "")}{(other.Reserve ? "kept in reserve; " : "")}{other.Expected:0.00} USD expected to an accepted take ({other.Price} at {other.ChanceWords})";
}
