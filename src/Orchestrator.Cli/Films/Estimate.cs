using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Cli.Films;

/// <summary>A film planned and priced, without anything being bought.</summary>
/// <param name="Brief">The brief.</param>
/// <param name="Plan">Its shots.</param>
/// <param name="Grouping">The route of each shot, and which are bought together.</param>
/// <param name="Frame">What one storyboard frame costs; null where a draft has drawn them.</param>
internal sealed record Estimate(Brief Brief, ShotPlan Plan, ShotGrouping Grouping, FrameQuote? Frame)
{
    /// <summary>The route of each shot.</summary>
    public IReadOnlyList<RouteChoice> Routes => Grouping.Routes;

    /// <summary>What a language model may ask for the plan and its critique, where one is to plan the film; null where words do.</summary>
    public Money? Planning { get; init; }

    /// <summary>The plan, the storyboard and one take of every shot.</summary>
    public Money Least => FirstTakes.Aggregate(Storyboard + (Planning ?? Nothing), (sum, take) => sum + take);

    /// <summary>
    /// The least budget with which the film begins. Trials make its first takes cheaper only where the budget also pays the models that
    /// would take over, so a film that is given no more than <see cref="Least"/> would have to wait.
    /// </summary>
    public Money Needed => Untried.FirstTakes(Plan.Shots).Aggregate(Storyboard + (Planning ?? Nothing), (sum, take) => sum + take);

    /// <summary>The same routes without trials.</summary>
    public required ShotGrouping Untried { get; init; }

    /// <summary>The storyboard.</summary>
    public Money Storyboard => Frame is { } frame ? frame.Price * (Routes.Count + Sheets + Ends) : Nothing;

    /// <summary>Reference sheets that are drawn.</summary>
    public int Sheets => Frame is null ? 0 : (Brief.Likenesses ?? []).Count(likeness => likeness.Picture is null);

    /// <summary>End frames that are drawn.</summary>
    public int Ends => Frame is null ? 0 : Plan.EndFrames();

    /// <summary>The storyboard and the most takes of every shot that the brief allows; the budget caps it.</summary>
    public Money Most => Routes.Aggregate(Storyboard, (sum, route) => sum + Further(route)) + (Least - Storyboard);

    private Money Nothing => Brief.Budget.Film with { Micros = 0 };

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
}
