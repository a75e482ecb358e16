using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>What became of a storyboard frame that was asked for.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Frame">The frame, when it was delivered.</param>
/// <param name="Message">In words, for a person.</param>
/// <param name="RetryAfterSeconds">For <see cref="OutcomeClass.NotAcceptedRetryable"/>: seconds to wait.</param>
public sealed record DrawResult(OutcomeClass Outcome, Frame? Frame, string Message, double RetryAfterSeconds = 0);
