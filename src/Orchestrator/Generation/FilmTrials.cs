using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
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
        if (request.Trials is not { } terms || terms.MaximumAttempts < 2)
            return request.Routes;
        var share = Money.Usd(options.TrialShare * request.Routes.Sum(route => route.WorstCase.Amount()));
        var left = share < terms.Film ? share : terms.Film;
        var most = left;
        var after = Math.Min(options.TrialTakes, terms.MaximumAttempts / 2);
        var routes = request.Routes.ToList();
        foreach (var (at, trial) in Wanted(request).OrderByDescending(wanted => Gain(wanted.Trial, after)).ThenBy(wanted => wanted.At))
        {
            var loss = trial.Tried.Price * after;
            if (loss > left || loss + trial.Usual.Price > (terms.Shot ?? loss + trial.Usual.Price))
                continue;
            left -= loss;
            routes[at] = OnTrial(trial, routes[at], loss, most, after);
        }

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

    // One of the trial's takes is accepted, or the usual model is paid as well: (1 - q^n) (usual - tried / p).
    private static decimal Gain((RouteCandidate Tried, RouteCandidate Usual) trial, int after) =>
        (1 - (decimal)Math.Pow(1 - trial.Tried.Chance, after)) * (trial.Usual.Expected - trial.Tried.Expected);

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
