using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Planning;

/// <summary>
/// Plans without sound where nobody makes any: with an account of such models alone a film is made all the same, and its plan says what
/// it lacks. Who has another account beside it keeps the sound, and the router's reasons.
/// </summary>
internal sealed class HeardPlanner(IShotPlanner planner, ModelCatalogue catalogue, OpenAccounts accounts, TimeProvider clock) : IShotPlanner
{
    public async Task<ShotPlan> PlanAsync(Brief brief, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(brief, cancellationToken);
        var films = catalogue.Video(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Where(row => !row.Edits && accounts.Has(row.Provider)).ToList();
        if (films.Count == 0 || films.Exists(row => row.Sound) || plan.Shots.All(shot => shot.Fields.Audio.Description is null))
            return plan;
        var providers = string.Join(" and ", films.Select(row => row.Provider).Distinct());
        return plan with
        {
            Shots = [.. plan.Shots.Select(shot => shot with { Fields = shot.Fields with { Audio = new(null) } })],
            Notes = [.. plan.Notes, $"Shots are filmed without sound: no model of {providers} makes any. The music is the film's own."],
        };
    }
}
