using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>
/// Chooses a model: of the rows that can make the shot, the one with the lowest expected cost to an accepted take, which for
/// independent tries is (price + wait) ÷ chance. The chance is learned from the takes on record. A row whose picture would have to be enlarged,
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

        if (Ranked(able, request) is not [var best, .. var others])
            return (null, losers);
        losers.AddRange(others.Select(other => new RouteLoser(other.Row.Name, Words(other, request.Size))));
        return (new(best.Row.Name, best.Seconds, best.Price, Reason(best, others, request), losers, best.Row.Endpoint) { PlayMoney = accounts.PlayMoney }, losers);
    }

    // A draft is for looking: nothing is kept in reserve, and a picture may be enlarged.
    private List<RouteCandidate> Ranked(List<RouteCandidate> able, RouteShotRequest request)
    {
        var byCost = able.OrderBy(candidate => candidate.Expected).ThenBy(candidate => candidate.Row.Name, StringComparer.Ordinal).ToList();
        if (request.Draft)
            return byCost;
        var ranked = byCost.OrderBy(candidate => candidate.Short).ThenBy(candidate => candidate.Reserve).ToList();
        if (OnTrial(byCost, request.Shot) is { } tried && tried.Expected < ranked[0].Expected)
            return [tried, .. ranked.Where(candidate => candidate != tried)];
        return ranked;
    }

    private RouteCandidate? OnTrial(List<RouteCandidate> byCost, Shot shot) =>
        options.TrialEvery > 0 && shot.Number % options.TrialEvery == 0
            ? byCost.FirstOrDefault(candidate => candidate is { Reserve: true, Short: false } && candidate.Takes < options.EnoughTakes && candidate.Chance >= options.LeastChance && candidate.Row.Input.Image is not null)
            : null;

    private string Reason(RouteCandidate best, IReadOnlyList<RouteCandidate> others, RouteShotRequest request)
    {
        if (request.Allowed is [_] && others.Count == 0)
            return $"the brief names it; {best.Price} for {best.Seconds} s{(RouteCapability.GuardOf(best.Row, request) is { } guard ? $"; expect {guard.Words}" : "")}";
        var why = request.Draft ? "cheapest for a draft; "
            : best.Reserve && others.Any(other => other is { Reserve: false, Short: false }) ? $"on trial, {best.Takes:0} of {options.EnoughTakes:0} takes on record; "
            : "";
        return $"{why}{best.Expected:0.00} USD expected to an accepted take ({best.Price} for {best.Seconds} s{best.WaitWords} at {best.ChanceWords})";
    }

    private RouteCandidate Candidate(ModelRow row, RouteShotRequest request, ChanceModel chances)
    {
        var seconds = RouteCapability.SecondsOf(row, request);
        var price = row.PriceOf(seconds, request.Size, request.Shot.Fields.Audio.Description is not null);
        var takes = chances.TakesOf(row.Name);
        var wait = options.UsdPerMinute * (decimal)row.WaitSeconds / 60;
        var chance = chances.Of(row, request.Shot);
        var reserve = row.Reserve && (takes < options.EnoughTakes || chance < options.LeastChance);
        return new(row, seconds, price, chance, takes, row.FallsShortOf(request.Size), reserve, wait);
    }

    private static string Words(RouteCandidate other, FrameSize size) =>
        $"{(other.Short ? $"only {other.Row.LinesFor(size)} lines; " : "")}{(other.Reserve ? "kept in reserve; " : "")}{other.Expected:0.00} USD expected to an accepted take ({other.Price}{other.WaitWords} at {other.ChanceWords})";
}
