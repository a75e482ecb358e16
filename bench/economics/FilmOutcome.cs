using Orchestrator.Model;

namespace Orchestrator.EconomicsBench;

/// <summary>How a film ended.</summary>
/// <param name="World">The world in which it was made.</param>
/// <param name="Night">Its number in its world, from 1.</param>
/// <param name="Storyboard">What its storyboard cost.</param>
/// <param name="Shots">Its shots.</param>
internal sealed record FilmOutcome(int World, int Night, Money Storyboard, IReadOnlyList<ShotOutcome> Shots)
{
    public double Cost => (double)Shots.Aggregate(Storyboard, (sum, shot) => sum + shot.Cost).Amount();

    /// <summary>Minutes of the film that a passing take fills.</summary>
    public double FinishedMinutes => Shots.Where(shot => shot.Accepted).Sum(shot => shot.Seconds) / 60;

    public double Minutes => Shots.Sum(shot => shot.Seconds) / 60;

    /// <summary>
    /// What the whole film costs: the shots without a passing take, and those in whose take somebody who watches it finds a fault that
    /// the scorer did not see, are made again on the model that is expected to be the best.
    /// </summary>
    public double WholeCost => Cost + Shots.Where(shot => !(shot.Accepted && shot.Sound)).Sum(shot => shot.Again);

    public int Takes => Shots.Sum(shot => shot.Takes);

    public int Accepted => Shots.Count(shot => shot.Accepted);

    public int Unseen => Shots.Count(shot => shot is { Accepted: true, Sound: false });

    public int AtFirst => Shots.Count(shot => shot is { Accepted: true, Takes: 1 });

    /// <summary>Minutes until the last take: shots are made side by side, the takes of a shot one after the other.</summary>
    public double WallMinutes => Shots.Max(shot => shot.Wait) / 60;
}
