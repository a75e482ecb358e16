using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What may be spent. Money is reserved against it before each submit, so it is never exceeded.</summary>
/// <param name="Film">For the whole film.</param>
/// <param name="Shot">For the takes of one shot; null leaves only the film's limit.</param>
/// <param name="Storyboard">For storyboard frames; null leaves only the film's limit.</param>
public sealed record Budget(Money Film, Money? Shot = null, Money? Storyboard = null)
{
    /// <summary>
    /// Most that may go into takes that end up unused, because a later one of the same shot replaces them; null leaves only the other
    /// limits. When it is reached, the best takes are used as they are.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? StopLoss { get; init; }

    /// <summary>The same with the limits that a raise names; a limit that was never set stays unset.</summary>
    public Budget Raised(BudgetRaise raise) => this with
    {
        Film = raise.Film ?? Film,
        Shot = Shot is null ? null : raise.Shot ?? Shot,
        Storyboard = Storyboard is null ? null : raise.Storyboard ?? Storyboard,
        StopLoss = StopLoss is null ? null : raise.StopLoss ?? StopLoss,
    };
}
