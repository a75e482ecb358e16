using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>The answer to a submit, or to the search for a lost one.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Job">The job, when it was accepted.</param>
/// <param name="Message">In words, for a person.</param>
/// <param name="RetryAfterSeconds">For <see cref="OutcomeClass.NotAcceptedRetryable"/>: seconds to wait.</param>
public sealed record SubmitResult(OutcomeClass Outcome, ProviderJob? Job, string Message, double RetryAfterSeconds = 0)
{
    /// <summary>For <see cref="OutcomeClass.NotAcceptedRetryable"/>: whether the provider could not be reached or failed, and was not only busy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Ill { get; init; }
}
