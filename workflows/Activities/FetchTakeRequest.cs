using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Names an accepted job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Request">What was asked.</param>
public sealed record FetchTakeRequest(ProviderJob Job, TakeRequest Request);
