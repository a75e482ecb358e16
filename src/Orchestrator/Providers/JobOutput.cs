using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>What a completed job left behind.</summary>
/// <param name="Outcome"><see cref="OutcomeClass.Delivered"/>, or why there is no clip.</param>
/// <param name="Clip">Where the clip is.</param>
/// <param name="BilledUnits">What the provider says it billed, in the model's own unit; null when it does not say.</param>
/// <param name="Message">In words.</param>
internal sealed record JobOutput(OutcomeClass Outcome, Uri? Clip, decimal? BilledUnits, string Message);
