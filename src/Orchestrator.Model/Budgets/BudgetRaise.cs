using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>More money for a film, or what it would take to go on: new limits, each null where it stays as it is.</summary>
/// <param name="Film">For the whole film.</param>
/// <param name="Shot">For the takes of one shot.</param>
/// <param name="Storyboard">For storyboard frames.</param>
/// <param name="StopLoss">For takes that end up unused.</param>
public sealed record BudgetRaise(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Money? Film = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Money? Shot = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Money? Storyboard = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Money? StopLoss = null)
{
    /// <summary>Why it cannot follow a budget; null when it can. A limit that is not set needs no raise.</summary>
    public string? WhyNot(Budget budget) =>
        Film is null && Shot is null && Storyboard is null && StopLoss is null ? "Name at least one new limit."
        : Lower("budget", budget.Film, Film) ?? Lower("budget of a shot", budget.Shot, Shot)
        ?? Lower("storyboard's budget", budget.Storyboard, Storyboard) ?? Lower("stop-loss", budget.StopLoss, StopLoss);

    private static string? Lower(string name, Money? now, Money? wished)
    {
        if (wished is not { } more || now is not { } limit)
            return null;
        if (more.Currency != limit.Currency)
            return $"The {name} is in {limit.Currency}, not in {more.Currency}.";
        return more < limit ? $"The {name} is {limit} already; it can be raised, not lowered." : null;
    }
}
