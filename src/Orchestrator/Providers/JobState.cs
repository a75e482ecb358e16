using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>State of an accepted job.</summary>
/// <param name="Outcome"><see cref="OutcomeClass.AcceptedRunning"/> while it runs, otherwise how it ended.</param>
/// <param name="Message">In words: queue position, error.</param>
internal sealed record JobState(OutcomeClass Outcome, string Message);
