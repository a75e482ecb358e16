using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Activities;
using Temporalio.Activities;

namespace Orchestrator.Planning;

/// <summary>Brief to shots.</summary>
internal sealed class PlanningActivities(IShotPlanner words, ModelPlanner model, PlanningOptions options, ModelCatalogue catalogue, OpenAccounts accounts) : IPlanningActivities
{
    public async Task<ShotPlan> PlanShotsAsync(PlanShotsRequest request)
    {
        var (brief, cancelled) = (request.Brief, ActivityExecutionContext.Current.CancellationToken);
        // A film that was begun before plans could cost something has nothing set aside for one.
        var byModel = (brief.Planner ?? options.Planner) == PlannerKind.Model && request.AttemptId is not null;
        if ((byModel || brief.Judge == true) && WhyNot(brief) is { } reason)
            return Unplanned(brief, reason);
        return byModel ? await model.PlanAsync(request, cancelled) : await words.PlanAsync(brief, cancelled);
    }

    private string? WhyNot(Brief brief)
    {
        if (catalogue.FindOrNull(options.Model) is not { Kind: ModelKind.Text } row)
            return $"{options.Model} is to plan and is no language model of the catalogue.";
        return accounts.Has(row.Provider)
            ? null
            : $"The brief asks for {(brief.Judge == true ? "judge" : "planner")}: model, and there is no account with {row.Provider}. Open one, or leave that line out.";
    }

    private static ShotPlan Unplanned(Brief brief, string reason) =>
        new([], brief.TotalFrames, "none", []) { Making = new(DeliveryStatus.Failed, "", [], [], [], Money.Zero, reason) };
}
