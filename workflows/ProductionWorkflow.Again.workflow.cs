using Orchestrator.Model;

namespace Orchestrator.Workflows;

// A delivered film of which one shot is taken again, with what goes on from it: its plan, its storyboard and all other shots are used as
// they are.
public sealed partial class ProductionWorkflow
{
    private FilmAgain? again;

    private async Task<Delivery> TakeAgainAsync(FilmAgain wish)
    {
        plan = wish.Film.Plan!;
        TakeOver(wish.Film.Board!);
        foreach (var result in wish.Film.Shots)
            TakeOver(result);
        foreach (var shot in plan.Shots)
        {
            if (shot.ContinuesFrom is { } before && results.GetValueOrDefault(before)?.Clip is { } clip)
                starts[shot.Id] = clip.LastFrame;
        }

        retakes.Add(new(wish.ShotId, wish.Note));
        var taken = TakeRetakes();
        foreach (var shot in taken)
            routes[shot.Id] = await RouteAsync(shot);
        while (purse.CannotAfford(string.Join(", ", taken.Select(shot => shot.Id)), WorstCaseOf(taken)) is { } tooDear)
            await StopAsync(tooDear);
        await ShootAsync(taken);
        return await DeliverAsync();
    }

    private Money WorstCaseOf(List<Shot> shots) => shots.Aggregate(purse.Nothing, (sum, shot) => sum + routes[shot.Id].WorstCase);

    private void TakeOver(ShotResult result)
    {
        var shot = ShotOf(result.ShotId)!;
        results[shot.Id] = result;
        // Rounds count the seeds that were used, so that the next one has a seed that no take had.
        rounds[shot.Id] = (int)Math.Max(1, result.Attempts.Max(attempt => attempt.Request.Seed) - brief.Seed + 1);
        rows[shot.Id] = new(shot.Id, shot.Number, shot.Beat, (double)shot.Frames / brief.Fps, "accepted", 0, result.BestAttempt()?.Request.Model, null, null, null, result.Spent, null);
    }

    // What was mended in the film stays mended: the new take asks for the same as the one that it may replace.
    private TakeRequest? AcceptedBefore(Shot shot, int round) => again is not null && results.GetValueOrDefault(shot.Id)?.BestAttempt() is { } best
        ? best.Request with { Seed = brief.Seed + round - 1 }
        : null;
}
