using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>The answer of an image model.</summary>
/// <param name="Outcome">What became of the request.</param>
/// <param name="Png">The picture.</param>
/// <param name="Size">Its real size: models draw only some.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Message">In words.</param>
/// <param name="RetryAfterSeconds">For <see cref="OutcomeClass.NotAcceptedRetryable"/>: seconds to wait.</param>
internal sealed record DrawnImage(OutcomeClass Outcome, ReadOnlyMemory<byte> Png, FrameSize Size, Money Cost, string Message, double RetryAfterSeconds = 0);
