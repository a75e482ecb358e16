namespace Orchestrator.Model;

/// <summary>Which shots of a plan are bought together.</summary>
/// <param name="Routes">
/// The route of every shot, in film order: for a shot of a group the way it is taken again alone, with the reason why it is bought
/// together with others; for shots of one scene that stay apart, with the reason for that.
/// </param>
/// <param name="Groups">The groups, in film order.</param>
public sealed record ShotGrouping(IReadOnlyList<RouteChoice> Routes, IReadOnlyList<ShotGroup> Groups)
{
    /// <summary>The group of a shot, or null.</summary>
    public ShotGroup? Of(string shotId) => Groups.FirstOrDefault(group => group.ShotIds.Contains(shotId));

    /// <summary>Most that the first take of every shot can cost, a group's price shared by its shots, in film order.</summary>
    public IReadOnlyList<Money> FirstTakes(IReadOnlyList<Shot> shots) => [.. shots.Zip(Routes).Select(pair =>
        Of(pair.First.Id) is { } group ? group.Share(group.WorstCase, group.ShotIds.ToList().IndexOf(pair.First.Id)) : pair.Second.WorstCase)];
}
