using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>How a shot ended.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="Status">How.</param>
/// <param name="Attempts">All attempts, in order.</param>
/// <param name="Best">Number of the best attempt, if any delivered a clip.</param>
/// <param name="Route">The first route taken.</param>
/// <param name="Clip">The accepted take, conformed for the cut.</param>
/// <param name="Spent">What the shot cost.</param>
/// <param name="Notes">What a person should know.</param>
public sealed record ShotResult(
    string ShotId,
    ShotStatus Status,
    IReadOnlyList<Attempt> Attempts,
    int? Best,
    RouteChoice? Route,
    ConformedClip? Clip,
    Money Spent,
    IReadOnlyList<string> Notes)
{
    /// <summary>Numbers of the attempts that the clip is joined from, in order; null where one take is the whole clip.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Joined { get; init; }

    /// <summary>Whether an attempt is in the clip.</summary>
    public bool Uses(Attempt attempt) => Clip is not null && (Joined?.Contains(attempt.Number) ?? attempt.Number == Best);

    /// <summary>The attempt that its clip begins with, if there is one: what the shot was asked for from its start.</summary>
    public Attempt? Opening() => Joined is [var first, ..] ? Attempts.Single(attempt => attempt.Number == first) : BestAttempt();

    /// <summary>The attempt by whose request a fresh take of the shot is asked for: its opening, or what that was edited from.</summary>
    public Attempt? Asked()
    {
        var asked = Opening();
        while (asked is { Request.Source: not null, Parent: { } parent })
            asked = Attempts.Single(attempt => attempt.Number == parent);
        return asked;
    }

    /// <summary>The best attempt, if any delivered a clip.</summary>
    public Attempt? BestAttempt() => Best is { } number ? Attempts.Single(attempt => attempt.Number == number) : null;
}
