using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Cli.Films;

/// <summary>A brief planned and priced, without anything being bought.</summary>
/// <param name="Brief">The brief.</param>
/// <param name="Plan">Its shots.</param>
/// <param name="Grouping">The route of each shot, and which are bought together.</param>
/// <param name="Frame">What one storyboard frame costs.</param>
internal sealed record Estimate(Brief Brief, ShotPlan Plan, ShotGrouping Grouping, FrameQuote Frame)
{
    /// <summary>The route of each shot.</summary>
    public IReadOnlyList<RouteChoice> Routes => Grouping.Routes;

    /// <summary>The storyboard and one take of every shot.</summary>
    public Money Least => FirstTakes.Aggregate(Storyboard, (sum, take) => sum + take);

    /// <summary>The storyboard.</summary>
    public Money Storyboard => Frame.Price * (Routes.Count + Sheets);

    /// <summary>Reference sheets that are drawn.</summary>
    public int Sheets => (Brief.Likenesses ?? []).Count(likeness => likeness.Picture is null);

    /// <summary>The storyboard and the most takes of every shot that the brief allows; the budget caps it.</summary>
    public Money Most => Routes.Aggregate(Storyboard, (sum, route) => sum + Further(route)) + (Least - Storyboard);

    /// <summary>Whether the budget pays the least.</summary>
    public bool Affordable =>
        Least <= Brief.Budget.Film
        && (Brief.Budget.Storyboard is not { } board || Storyboard <= board)
        && (Brief.Budget.Shot is not { } shot || FirstTakes.All(take => take <= shot));

    // All takes of a shot but the first; the understudy's are those after it took over.
    private Money Further(RouteChoice route) => route.Understudy is { } other && (other.After ?? Brief.MaximumAttempts - 1) is > 0 and var after && after < Brief.MaximumAttempts
        ? (route.WorstCase * (after - 1)) + (other.WorstCase * (Brief.MaximumAttempts - after))
        : route.WorstCase * (Brief.MaximumAttempts - 1);

    private IReadOnlyList<Money> FirstTakes => Grouping.FirstTakes(Plan.Shots);

    /// <summary>Plans and prices a brief.</summary>
    public static async Task<Estimate> OfAsync(Brief brief, IShotPlanner planner, IStoryboardActivities storyboard, IGenerationActivities generation, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(brief, cancellationToken);
        var frame = await storyboard.QuoteFrameAsync(new QuoteFrameRequest(brief.Size) { References = plan.Shots.Max(shot => shot.Likenesses?.Count) });
        List<RouteChoice> routes = [];
        foreach (var shot in plan.Shots)
            routes.Add(await generation.RouteShotAsync(new RouteShotRequest(shot, brief.Fps, brief.Size, shot.Model is { } named ? [named] : brief.Models, []) { References = shot.Likenesses?.Select(_ => ReferenceKind.Image).ToList() }));
        var alone = new Estimate(brief, plan, new(routes, []), frame);
        var grouping = await generation.GroupShotsAsync(new GroupShotsRequest(plan.Shots, routes, brief.Fps, brief.Size, brief.Models)
        {
            Trials = TrialTerms.Of(brief.Budget, alone.Least, brief.MaximumAttempts),
        });
        return alone with { Grouping = grouping };
    }
}
