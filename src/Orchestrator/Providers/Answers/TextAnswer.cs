using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Providers.Answers;

/// <summary>The answer of a language model.</summary>
/// <param name="Outcome">What became of the question; <see cref="OutcomeClass.Delivered"/> has a text.</param>
/// <param name="Text">The answer: JSON, when the model kept to its schema.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Message">In words, for a person.</param>
/// <param name="RetryAfterSeconds">For <see cref="OutcomeClass.NotAcceptedRetryable"/>: seconds to wait.</param>
internal sealed record TextAnswer(OutcomeClass Outcome, string Text, Money Cost, string Message, double RetryAfterSeconds = 0)
{
    /// <summary>Whether it ended because its tokens were used up; asking for more may help.</summary>
    public bool CutShort { get; init; }

    /// <summary>Whether the provider worked on the question: then the answer is bought, whatever it is worth.</summary>
    [JsonIgnore]
    public bool Bought => Cost.Micros > 0 || Outcome is OutcomeClass.Delivered or OutcomeClass.UnderDelivered;
}
