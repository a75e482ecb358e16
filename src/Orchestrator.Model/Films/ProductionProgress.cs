using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>A production at a glance, as its query answers it.</summary>
/// <param name="Title">Title of the film.</param>
/// <param name="Stage">Where it is.</param>
/// <param name="Paused">True while a pause holds it.</param>
/// <param name="Shots">One row a shot.</param>
/// <param name="Spent">Settled so far, storyboard included.</param>
/// <param name="Reserved">Reserved and not yet settled.</param>
/// <param name="Limit">The film's budget.</param>
/// <param name="Waiting">What a person is waited for, if anything.</param>
public sealed record ProductionProgress(
    string Title,
    ProductionStage Stage,
    bool Paused,
    IReadOnlyList<ShotProgress> Shots,
    Money Spent,
    Money Reserved,
    Money Limit,
    string? Waiting)
{
    /// <summary>Why the budget has stopped it, until more is granted; null while it goes on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stopped { get; init; }
}
