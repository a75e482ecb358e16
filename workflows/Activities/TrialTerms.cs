using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>What a film can lose on trials without missing it: a trial that fails is paid beside the take that replaces it.</summary>
/// <param name="Film">What the film's budget leaves beside the storyboard and one take of every shot.</param>
/// <param name="Shot">Most that the takes of one shot may cost; null for no limit.</param>
/// <param name="MaximumAttempts">Most takes that may be bought for a shot.</param>
public sealed record TrialTerms(Money Film, Money? Shot, int MaximumAttempts)
{
    /// <summary>The terms of a film with a budget.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="spoken">What is spent already, the storyboard and one take of every shot as they are routed without trials.</param>
    /// <param name="maximumAttempts">Most takes that may be bought for a shot.</param>
    public static TrialTerms Of(Budget budget, Money spoken, int maximumAttempts)
    {
        var left = budget.Film - spoken;
        return new(budget.StopLoss is { } loss && loss < left ? loss : left, budget.Shot, maximumAttempts);
    }
}
