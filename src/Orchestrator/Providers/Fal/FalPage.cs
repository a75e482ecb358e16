namespace Orchestrator.Providers.Fal;

/// <summary>What fal's pages say of an endpoint.</summary>
/// <param name="Schema">What it takes; null where that is not said.</param>
/// <param name="Gone">Whether there is no such endpoint.</param>
/// <param name="Problem">Why nothing is said, in words.</param>
internal sealed record FalPage(FalSchema? Schema, bool Gone, string Problem);
