using Orchestrator.Model;

namespace Orchestrator.Providers.Answers;

/// <summary>What came of a question, with everything that was paid for it.</summary>
/// <param name="Outcome">What became of it; <see cref="OutcomeClass.Delivered"/> has a text.</param>
/// <param name="Text">The answer.</param>
/// <param name="Charged">What it cost, answers that were lost or cut short included.</param>
/// <param name="Message">In words, for a person.</param>
/// <param name="RetryAfterSeconds">When asking again later may help: seconds to wait; 0 when it will not.</param>
/// <param name="Asset">The answer in the asset store.</param>
internal sealed record BoughtAnswer(OutcomeClass Outcome, string Text, Money Charged, string Message, double RetryAfterSeconds = 0, AssetRef? Asset = null)
{
    /// <summary>When it was not asked because it might cost more than it may: what it might cost, sends before it included; null when it was asked.</summary>
    public Money? Needed { get; init; }

    /// <summary>How a film tells of it.</summary>
    public Consultation Told(string purpose, string model) => new(purpose, model, Outcome, Charged, Message, Asset);
}
