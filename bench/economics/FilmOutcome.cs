using Orchestrator.Model;

namespace Orchestrator.EconomicsBench;

/// <summary>How a film ended.</summary>
/// <param name="World">The world in which it was made.</param>
/// <param name="Storyboard">What its storyboard cost.</param>
/// <param name="Shots">Its shots.</param>
internal sealed record FilmOutcome(int World, Money Storyboard, IReadOnlyList<ShotOutcome> Shots)
{
    public double Cost => (double)Shots.Aggregate(Storyboard, (sum, shot) => sum + shot.Cost).Amount();

    /// <summary>Minutes of the film that a passing take fills.</summary>
    public double FinishedMinutes => Shots.Where(shot => shot.Accepted).Sum(shot => shot.Seconds) / 60;

    public int Takes => Shots.Sum(shot => shot.Takes);

    public int Accepted => Shots.Count(shot => shot.Accepted);

    public int AtFirst => Shots.Count(shot => shot is { Accepted: true, Takes: 1 });

    /// <summary>Minutes until the last take: shots are made side by side, the takes of a shot one after the other.</summary>
    public double WallMinutes => Shots.Max(shot => shot.Wait) / 60;
}
