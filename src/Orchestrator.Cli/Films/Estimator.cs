using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Cli.Films;

/// <summary>
/// Prices films as their workflows do, without buying anything. A brief is planned by words, for asking a model would cost; what the
/// asking may cost is part of the price where a model is to plan the film.
/// </summary>
internal sealed class Estimator(IServiceProvider stages)
{
    private readonly IShotPlanner planner = stages.GetRequiredService<IShotPlanner>();
    private readonly IStoryboardActivities storyboard = stages.GetRequiredService<IStoryboardActivities>();
    private readonly IGenerationActivities generation = stages.GetRequiredService<IGenerationActivities>();

    /// <summary>Whether a language model is to plan a film.</summary>
    public bool PlannedByModel(Brief brief) => (brief.Planner ?? stages.GetRequiredService<PlanningOptions>().Planner) == PlannerKind.Model;

    /// <summary>Plans and prices a brief.</summary>
    /// <param name="brief">The brief.</param>
    /// <param name="draft">Whether it is to be filmed as a draft.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Temporalio.Exceptions.ApplicationFailureException">No model can make one of its shots.</exception>
    public async Task<Estimate> OfAsync(Brief brief, bool draft, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(brief, cancellationToken);
        var frame = await storyboard.QuoteFrameAsync(new QuoteFrameRequest(brief.Size) { References = plan.MostReferences() });
        return await RoutedAsync(new(brief, plan, Unrouted, frame) { Untried = Unrouted, Planning = PlannedByModel(brief) ? stages.GetRequiredService<ModelPlanner>().Quote(brief) : null }, Money.Zero, draft);
    }

    /// <summary>Prices the film of a draft: its plan and storyboard are there.</summary>
    /// <exception cref="Temporalio.Exceptions.ApplicationFailureException">No model can make one of its shots.</exception>
    public Task<Estimate> OfAsync(Brief brief, DraftCut draft) => RoutedAsync(new(brief, draft.Plan, Unrouted, null) { Untried = Unrouted }, draft.Bill.Total(), draft: false);

    private static ShotGrouping Unrouted => new([], []);

    private async Task<Estimate> RoutedAsync(Estimate planned, Money spent, bool draft)
    {
        var (brief, plan) = (planned.Brief, planned.Plan);
        var size = draft ? brief.Size.ForDraft() : brief.Size;
        List<RouteChoice> routes = [];
        foreach (var shot in plan.Shots)
        {
            routes.Add(await generation.RouteShotAsync(new RouteShotRequest(shot, brief.Fps, size, shot.Model is { } named && !draft ? [named] : brief.Models, [])
            {
                Draft = draft,
                References = shot.Likenesses?.Select(_ => ReferenceKind.Image).ToList(),
            }));
        }

        var alone = planned with { Grouping = new(routes, []) };
        var question = new GroupShotsRequest(plan.Shots, routes, brief.Fps, size, brief.Models) { Draft = draft };
        var untried = await generation.GroupShotsAsync(question);
        var grouping = draft ? untried : await generation.GroupShotsAsync(question with { Trials = TrialTerms.Of(brief.Budget, alone.Least + spent, brief.MaximumAttempts) });
        return alone with { Grouping = grouping, Untried = untried };
    }
}
