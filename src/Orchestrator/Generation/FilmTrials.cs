using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>
/// Gives some shots of a film to models in reserve, so that something comes on record of them. A shot goes back to the model that was
/// chosen for it as soon as the trial's takes are rejected, so what a trial can lose are these takes; all trials of a film together
/// can lose no more than a stated share of its first takes, and nothing that its budget would miss. Which shots are tried follows from
/// the film and the record alone: the same question has the same answer.
/// </summary>
internal sealed class FilmTrials(ShotRouter router, RoutingOptions options)
{
    /// <summary>The routes, some of them replaced by trials.</summary>
    public IReadOnlyList<RouteChoice> Give(GroupShotsRequest request)
    {
        // A film of one shot is that shot: it is not played with.
        if (request.Trials is not { } terms || terms.MaximumAttempts < 2 || request.Shots.Count < 2)
            return request.Routes;
        var share = Money.Usd(options.TrialShare * request.Routes.Sum(route => route.WorstCase.Amount()));
        var left = share < terms.Film ? share : terms.Film;
        var most = left;
        var deepest = Math.Min(options.TrialTakes, terms.MaximumAttempts / 2);
        var wanted = Wanted(request).ToList();
        var given = wanted.ToDictionary(wish => wish.At, _ => 0);
        // A first take on each shot tells more of a model than several on one; what is left buys further ones.
        for (var take = 1; take <= deepest; take++)
        {
            foreach (var (at, trial) in wanted.Where(wish => given[wish.At] == take - 1).OrderByDescending(wish => Gain(wish.Trial, take)).ThenBy(wish => wish.At))
            {
                var loss = trial.Tried.Price * take;
                if (Gain(trial, take) <= 0 || trial.Tried.Price > left || loss + trial.Usual.Price > (terms.Shot ?? loss + trial.Usual.Price))
                    continue;
                left -= trial.Tried.Price;
                given[at] = take;
            }
        }

        var routes = request.Routes.ToList();
        foreach (var (at, trial) in wanted.Where(wish => given[wish.At] > 0))
            routes[at] = OnTrial(trial, routes[at], trial.Tried.Price * given[at], most, given[at]);
        return routes;
    }

    private IEnumerable<(int At, (RouteCandidate Tried, RouteCandidate Usual) Trial)> Wanted(GroupShotsRequest request) =>
        from at in Enumerable.Range(0, request.Shots.Count)
        where MayFail(request.Shots[at], request.Shots)
        let ask = new RouteShotRequest(request.Shots[at], request.Fps, request.Size, request.Allowed, [])
        let trial = router.Trial(ask, request.Routes[at].Model)
        where trial is not null
        select (at, trial.Value);

    // Where a failure is dear nothing is tried: a shot that others go on from, or that goes on, and one that shows a likeness, which
    // no measure judges. What the brief says of a shot's model is no guess either.
    private static bool MayFail(Shot shot, IReadOnlyList<Shot> shots) =>
        shot.Model is null && shot.ContinuesFrom is null && shot.Likenesses is not { Count: > 0 } && shots.All(other => other.ContinuesFrom != shot.Id);

    // What the n-th take of a trial is expected to save, if the ones before it were rejected: it is paid, and the usual model is not when
    // it is accepted. Each rejected take lowers what is believed of the model, as it will on record.
    private static decimal Gain((RouteCandidate Tried, RouteCandidate Usual) trial, int take)
    {
        var takes = ChanceModel.PriorTakes + trial.Tried.Takes;
        return ((decimal)(trial.Tried.Chance * takes / (takes + take - 1)) * trial.Usual.Expected) - trial.Tried.Price.Amount() - trial.Tried.Wait;
    }

    private RouteChoice OnTrial((RouteCandidate Tried, RouteCandidate Usual) trial, RouteChoice usual, Money loss, Money most, int after)
    {
        var (tried, other) = trial;
        var reason = $"on trial, {tried.Takes:0} of {options.EnoughTakes:0} takes on record: {tried.Words} instead of {other.Expected:0.00} USD on {other.Row.Name}, "
            + $"which takes over after {(after == 1 ? "a rejected take" : $"{after} rejected takes")}; lost then are {loss} at most, and {most} by all trials of the film";
        return usual with
        {
            Model = tried.Row.Name,
            Seconds = tried.Partition.Seconds,
            WorstCase = tried.Price,
            Reason = reason,
            Losers = [new(other.Row.Name, usual.Reason), .. usual.Losers.Where(loser => loser.Model != tried.Row.Name)],
            Endpoint = tried.Row.Endpoint,
            Understudy = other.StandsBy(after),
            Trial = loss,
        };
    }
}
