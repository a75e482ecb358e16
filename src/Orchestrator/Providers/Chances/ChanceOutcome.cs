using Orchestrator.Model;

namespace Orchestrator.Providers.Chances;

/// <summary>What a scored take says of its model, as workers tell it to each other.</summary>
/// <param name="AttemptId">The attempt: it counts once, whoever tells of it.</param>
/// <param name="Model">Catalogue name.</param>
/// <param name="ShotType">Kind of shot.</param>
/// <param name="Day">Day of the score.</param>
/// <param name="Passed">Attributes on which it was measured and not rejected, by name: another version may know more of them.</param>
/// <param name="Failed">The attribute for which it was rejected; null when it passed.</param>
internal sealed record ChanceOutcome(string AttemptId, string Model, string ShotType, DateOnly Day, IReadOnlyList<string> Passed, string? Failed)
{
    /// <summary>What a score card says.</summary>
    public static ChanceOutcome Of(string model, Shot shot, ScoreCard card, DateOnly day) => new(
        card.AttemptId,
        model,
        Chances.ShotType.Of(shot),
        day,
        // What comes after the attribute to blame in causal order may have been dragged down by it: it says nothing.
        [
            .. card.Attributes
                .Where(score => score.Verdict != Verdict.NotMeasured && score.Attribute != card.Failed && (card.Failed is not { } blamed || score.Attribute < blamed))
                .Select(score => $"{score.Attribute}"),
        ],
        card.Failed is { } failed && card.For(failed).Verdict != Verdict.NotMeasured ? $"{failed}" : null);
}
