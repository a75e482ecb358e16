using Orchestrator.Model;
using Temporalio.Exceptions;

namespace Orchestrator.Workflows;

// A delivered film of which one shot is taken again, with what goes on from it: its plan, its storyboard and all other shots are used as
// they are.
public sealed partial class ProductionWorkflow
{
    private FilmAgain? again;

    private async Task<Delivery> TakeAgainAsync(FilmAgain wish)
    {
        plan = wish.Film.Plan!;
        purse.Pay(wish.Change?.Read);
        TakeOver(wish.Film.Board!);
        foreach (var result in wish.Film.Shots)
            TakeOver(result);
        foreach (var shot in plan.Shots)
        {
            if (shot.ContinuesFrom is { } before && results.GetValueOrDefault(before)?.Clip is { } clip)
                starts[shot.Id] = clip.LastFrame;
        }

        retakes.Add(new(wish.ShotId, wish.Note) { Change = wish.Change });
        var taken = TakeRetakes();
        foreach (var shot in taken)
            routes[shot.Id] = await RouteAgainAsync(shot);
        var pictures = wish.Change?.Pictures(ShotOf(wish.ShotId)!) ?? 0;
        if (pictures > 0)
            await QuoteFramesAsync();
        while (purse.CannotAfford(string.Join(", ", taken.Select(shot => shot.Id)), WorstCaseOf(taken, pictures)) is { } tooDear)
            await StopAsync(tooDear);
        return await DeliverAsync(taken);
    }

    private Money WorstCaseOf(List<Shot> shots, int pictures) =>
        shots.Aggregate(pictures == 0 ? purse.Nothing : framePrice.Price * pictures, (sum, shot) => sum + routes[shot.Id].WorstCase);

    // The model of the take before: another one would change more than what is wanted.
    private async Task<RouteChoice> RouteAgainAsync(Shot shot)
    {
        if (results.GetValueOrDefault(shot.Id)?.Asked() is not { } asked)
            return await RouteAsync(shot);
        try
        {
            var route = await RouteAsync(shot, [asked.Request.Model]);
            return route with { Reason = $"as the take before; {route.WorstCase} a take" };
        }
        catch (ActivityFailureException gone) when (!TemporalException.IsCanceledException(gone))
        {
            return await RouteAsync(shot);
        }
    }

    private void TakeOver(ShotResult result)
    {
        var shot = ShotOf(result.ShotId)!;
        results[shot.Id] = result;
        // Rounds count the seeds that were used, so that the next one has a seed that no take had.
        rounds[shot.Id] = (int)Math.Max(1, result.Attempts.Max(attempt => attempt.Request.Seed) - brief.Seed + 1);
        rows[shot.Id] = new(shot.Id, shot.Number, shot.Beat, (double)shot.Frames / brief.Fps, "accepted", 0, result.BestAttempt()?.Request.Model, null, null, null, result.Spent, null);
    }
}
