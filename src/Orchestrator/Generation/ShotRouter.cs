using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>
/// Chooses a model: of the rows that can make the shot, the one with the lowest expected cost to an accepted take, which for
/// independent tries is (price + wait) ÷ chance. The chance is learned from the takes on record. A row whose picture would have to be enlarged,
/// or that is kept in reserve, is taken only when no other is there; so is one that makes the shot in parts, for every seam is a risk. One that has left the reserve by its record has an understudy,
/// which makes the last take when all others were rejected.
/// </summary>
internal sealed class ShotRouter(ModelCatalogue catalogue, OpenAccounts accounts, ChanceLedger ledger, RoutingOptions options, TimeProvider clock)
{
    /// <summary>The choice, or null with every model's reason when none can.</summary>
    public (RouteChoice? Choice, IReadOnlyList<RouteLoser> Losers) Choose(RouteShotRequest request)
    {
        var wanted = request.References?.Count ?? 0;
        // The most important come first: what is too many for every model is left out from the end.
        for (var many = wanted; many > 0; many--)
        {
            var (taking, others) = ChooseAmong(request with { References = [.. request.References!.Take(many)] });
            if (taking is not null)
                return (taking with { References = many, Reason = many == wanted ? taking.Reason : $"{taking.Reason}; it takes the first {many} of the shot's {wanted} references" }, others);
        }

        // The storyboard frame is drawn after the references: a model that takes none still starts from a picture that shows them.
        var (choice, losers) = ChooseAmong(request with { References = null });
        return (choice is null || wanted == 0 ? choice : choice with { Reason = $"{choice.Reason}; no model that may be used takes the shot's references, so they are in its start frame only" }, losers);
    }

    /// <summary>
    /// What to try a shot with instead of the model that was chosen for it: a row in reserve that is expected to be cheaper and of
    /// which too little is on record, or null. What is on record against it, in this kind of shot above all, ends its trials.
    /// </summary>
    public (RouteCandidate Tried, RouteCandidate Usual)? Trial(RouteShotRequest request, string chosen)
    {
        var able = Able(request, []);
        if (able.FirstOrDefault(candidate => candidate.Row.Name == chosen) is not { Reserve: false, Short: false, Joined: false } usual)
            return null;
        var tried = able
            .Where(candidate => candidate is { Reserve: true, Short: false, Joined: false } && candidate.Takes < options.EnoughTakes && candidate.Chance >= options.LeastChance
                && candidate.Row.Input.Image is not null && candidate.Expected < usual.Expected)
            .OrderBy(candidate => candidate.Expected).ThenBy(candidate => candidate.Row.Name, StringComparer.Ordinal).FirstOrDefault();
        return tried is null ? null : (tried, usual);
    }

    private (RouteChoice? Choice, IReadOnlyList<RouteLoser> Losers) ChooseAmong(RouteShotRequest request)
    {
        List<RouteLoser> losers = [];
        if (Ranked(Able(request, losers), request) is not [var best, .. var others])
            return (null, losers);
        losers.AddRange(others.Select(other => new RouteLoser(other.Row.Name, Words(other, request.Size))));
        var understudy = best is { Row.Reserve: true, Joined: false } && !request.Draft ? others.FirstOrDefault(other => other is { Row.Reserve: false, Short: false, Joined: false })?.StandsBy(after: null) : null;
        var choice = new RouteChoice(best.Row.Name, best.Partition.Seconds, best.Price, Reason(best, others, request, understudy), losers, best.Row.Endpoint)
        {
            PlayMoney = accounts.PlayMoney,
            Understudy = understudy,
            Added = best.Joined ? best.Partition.Added : null,
        };
        return (choice, losers);
    }

    private List<RouteCandidate> Able(RouteShotRequest request, List<RouteLoser> losers)
    {
        var chances = ledger.Chances();
        var capability = new RouteCapability(catalogue, accounts, options);
        List<RouteCandidate> able = [];
        foreach (var row in catalogue.Video(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)))
        {
            if (capability.WhyNot(row, request) is { } reason)
                losers.Add(new(row.Name, reason));
            else
                able.Add(Candidate(row, request, chances));
        }

        return able;
    }

    // A draft is for looking: nothing is kept in reserve, and a picture may be enlarged.
    private static List<RouteCandidate> Ranked(List<RouteCandidate> able, RouteShotRequest request)
    {
        var byCost = able.OrderBy(candidate => candidate.Expected).ThenBy(candidate => candidate.Row.Name, StringComparer.Ordinal).ToList();
        return request.Draft ? byCost : [.. byCost.OrderBy(candidate => candidate.Short).ThenBy(candidate => candidate.Reserve).ThenBy(candidate => candidate.Joined)];
    }

    private static string Reason(RouteCandidate best, IReadOnlyList<RouteCandidate> others, RouteShotRequest request, RouteUnderstudy? understudy)
    {
        if (request.Allowed is [_] && others.Count == 0)
            return $"the brief names it; {best.Price} for {best.Partition.Words}{(RouteCapability.GuardOf(best.Row, request) is { } guard ? $"; expect {guard.Words}" : "")}";
        return $"{(request.Draft ? "cheapest for a draft; " : "")}{best.Words}{(understudy is null ? "" : $"; if all others are rejected, the last take is {understudy.Model}'s")}";
    }

    private RouteCandidate Candidate(ModelRow row, RouteShotRequest request, ChanceModel chances)
    {
        var partition = ShotPartition.Of(row, request, catalogue)!;
        var added = partition.Added.Select(part => catalogue.Find(part.Model)).FirstOrDefault();
        var takes = chances.TakesOf(row.Name);
        var wait = options.UsdPerMinute * (decimal)row.WaitSeconds / 60;
        var chance = chances.Of(row, request.Shot);
        var reserve = row.Reserve && (takes < options.EnoughTakes || chance < options.LeastChance);
        return new(row, partition, chance, takes, row.FallsShortOf(request.Size) || added?.FallsShortOf(request.Size) == true, reserve, wait)
        {
            AddedChance = added is null ? 1 : chances.Of(added, request.Shot),
        };
    }

    private static string Words(RouteCandidate other, FrameSize size) =>
        $"{(other.Short ? $"only {other.Row.LinesFor(size)} lines; " : "")}{(other.Joined ? $"in parts, {other.Partition.Words}; " : "")}{(other.Reserve ? "kept in reserve; " : "")}{other.Expected:0.00} USD expected to an accepted take ({other.Price}{other.WaitWords} at {other.ChanceWords})";
}
