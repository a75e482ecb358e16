using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Cli.Films;

/// <summary>Prices films as their workflows do, without buying anything. A brief is planned by words: asking a model would cost.</summary>
internal sealed class Estimator(IServiceProvider stages)
{
    private readonly IShotPlanner planner = stages.GetRequiredService<IShotPlanner>();
    private readonly IStoryboardActivities storyboard = stages.GetRequiredService<IStoryboardActivities>();
    private readonly IGenerationActivities generation = stages.GetRequiredService<IGenerationActivities>();

    /// <summary>Plans and prices a brief.</summary>
    /// <param name="brief">The brief.</param>
    /// <param name="draft">Whether it is to be filmed as a draft.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Temporalio.Exceptions.ApplicationFailureException">No model can make one of its shots.</exception>
    public async Task<Estimate> OfAsync(Brief brief, bool draft, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(brief, cancellationToken);
        var frame = await storyboard.QuoteFrameAsync(new QuoteFrameRequest(brief.Size) { References = plan.Shots.Max(shot => shot.Likenesses?.Count) });
        return await RoutedAsync(new(brief, plan, new([], []), frame), Money.Zero, draft);
    }

    /// <summary>Prices the film of a draft: its plan and storyboard are there.</summary>
    /// <exception cref="Temporalio.Exceptions.ApplicationFailureException">No model can make one of its shots.</exception>
    public Task<Estimate> OfAsync(Brief brief, DraftCut draft) => RoutedAsync(new(brief, draft.Plan, new([], []), null), draft.Bill.Total(), draft: false);

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
        var grouping = await generation.GroupShotsAsync(new GroupShotsRequest(plan.Shots, routes, brief.Fps, size, brief.Models)
        {
            Draft = draft,
            Trials = draft ? null : TrialTerms.Of(brief.Budget, alone.Least + spent, brief.MaximumAttempts),
        });
        return alone with { Grouping = grouping };
    }
}
