using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>
/// Finds consecutive shots of one scene that cost less as one generation. Together, the generation is paid once and every shot that
/// fails is taken again alone; alone, every shot is paid at the model's own steps. What is saved are the seconds that a model cannot
/// sell short: a shot of two seconds costs three of them alone.
/// </summary>
internal sealed class SceneGrouping(ModelCatalogue catalogue, OpenAccounts accounts, ChanceLedger ledger, RoutingOptions options, TimeProvider clock)
{
    // Less than this is within the error of the chances.
    private const decimal LeastGain = 0.02m;

    private readonly RouteCapability capability = new(catalogue, accounts, options);

    /// <summary>The groups, and the routes with the reasons.</summary>
    public ShotGrouping Group(GroupShotsRequest request)
    {
        var chances = ledger.Chances();
        var routes = request.Routes.ToList();
        List<ShotGroup> groups = [];
        foreach (var (first, count) in Scenes(request.Shots))
        {
            for (var at = first; at < first + count;)
            {
                var best = Best(request, at, first + count - at, chances);
                if (best is null)
                {
                    at++;
                    continue;
                }

                if (best.Gain >= LeastGain * best.Alone)
                {
                    groups.Add(best.Group);
                    for (var index = 0; index < best.Group.ShotIds.Count; index++)
                        routes[at + index] = best.Routes[index];
                }
                else
                {
                    for (var index = 0; index < best.Group.ShotIds.Count; index++)
                        routes[at + index] = routes[at + index] with { Reason = $"{routes[at + index].Reason}; {best.WhyApart()}" };
                }

                at += best.Group.ShotIds.Count;
            }
        }

        return new(routes, groups);
    }

    // Runs of at least two shots in one place at one time, each bought by itself: what goes on from another shot needs that shot first.
    private static IEnumerable<(int First, int Count)> Scenes(IReadOnlyList<Shot> shots)
    {
        for (var first = 0; first < shots.Count;)
        {
            var count = 1;
            while (first + count < shots.Count && Together(shots[first], shots[first + count]))
                count++;
            if (count > 1 && shots[first].ContinuesFrom is null)
                yield return (first, count);
            first += count;
        }
    }

    private static bool Together(Shot first, Shot next) =>
        first.ContinuesFrom is null && next.ContinuesFrom is null && first.End is null && next.End is null && first.Model == next.Model
        && first.Fields.Environment == next.Fields.Environment
        && first.Fields.Lighting.Time == next.Fields.Lighting.Time
        && first.Fields.Audio.Description is null == next.Fields.Audio.Description is null;

    // The run from here that saves most, of any model.
    private SceneOffer? Best(GroupShotsRequest request, int first, int most, ChanceModel chances)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return (from row in catalogue.Video(today)
                where row.Several is not null && !(row.Reserve && !request.Draft && request.Allowed.Count != 1 && request.Routes[first].Model != row.Name)
                from count in Enumerable.Range(2, Math.Max(0, Math.Min(most, row.Several!.Shots) - 1))
                let offer = Offer(request, first, count, row, chances)
                where offer is not null
                orderby offer.Gain descending, offer.Group.ShotIds.Count descending
                select offer).FirstOrDefault();
    }

    private SceneOffer? Offer(GroupShotsRequest request, int from, int count, ModelRow row, ChanceModel chances)
    {
        var shots = request.Shots.Skip(from).Take(count).ToList();
        var seconds = shots.Select(shot => (int)Math.Ceiling(((double)shot.Frames / request.Fps) - 1e-9)).ToList();
        // What the model sells at least is filled up by the last shot.
        seconds[^1] += Math.Max(0, row.Seconds[0] - seconds.Sum());
        var asks = shots.Select(shot => Ask(request, shot)).ToList();
        if (seconds.Sum() > row.Several!.Seconds || asks.Any(ask => capability.WhyNot(row, ask) is not null) || (row.FallsShortOf(request.Size) && !Enlarged(request, from, count)))
            return null;
        if (shots.SelectMany(shot => shot.Likenesses ?? []).Distinct().Count() > row.References.Images && asks.Any(ask => ask.References is not null))
            return null;

        var sound = shots[0].Fields.Audio.Description is not null;
        var price = row.PriceOf(seconds.Sum(), request.Size, sound);
        var group = new ShotGroup([.. shots.Select(shot => shot.Id)], row.Name, seconds, price) { Account = new(row.Provider, row.Endpoint) };
        var (retakes, alone) = (0m, 0m);
        foreach (var (shot, route) in shots.Zip(request.Routes.Skip(from)))
        {
            var chance = (decimal)chances.Of(row, shot);
            retakes += (1 - chance) * Retake(row, shot, request, sound).Amount() / chance;
            alone += route.WorstCase.Amount() / (decimal)chances.Of(catalogue.Find(route.Model), shot);
        }

        return new SceneOffer(group, retakes, alone, [.. shots.Zip(request.Routes.Skip(from)).Select(pair => Route(row, pair.First, pair.Second, request, group, retakes, alone, sound))]);
    }

    private static RouteChoice Route(ModelRow row, Shot shot, RouteChoice alone, GroupShotsRequest request, ShotGroup group, decimal retakes, decimal aloneCost, bool sound)
    {
        var losers = alone.Model == row.Name ? alone.Losers : [new RouteLoser(alone.Model, $"{alone.Reason}, for this shot alone"), .. alone.Losers.Where(loser => loser.Model != row.Name)];
        return new RouteChoice(row.Name, row.Step((double)shot.Frames / request.Fps), Retake(row, shot, request, sound), SceneOffer.Why(group, retakes, aloneCost), losers, row.Endpoint)
        {
            References = shot.Likenesses is { Count: > 0 } named && row.References.Images > 0 ? named.Count : null,
        };
    }

    private static Money Retake(ModelRow row, Shot shot, GroupShotsRequest request, bool sound) => row.PriceOf(row.Step((double)shot.Frames / request.Fps), request.Size, sound);

    private bool Enlarged(GroupShotsRequest request, int from, int count) =>
        request.Draft || request.Routes.Skip(from).Take(count).All(route => catalogue.Find(route.Model).FallsShortOf(request.Size));

    private static RouteShotRequest Ask(GroupShotsRequest request, Shot shot) => new(shot, request.Fps, request.Size, shot.Model is { } named && !request.Draft ? [named] : request.Allowed, [])
    {
        References = request.Routes[shot.Number - 1].References is null ? null : shot.Likenesses?.Select(_ => ReferenceKind.Image).ToList(),
        Draft = request.Draft,
    };
}
