using Orchestrator.Model;

namespace Orchestrator.Providers.Intents;

/// <summary>What is known of one attempt on this machine.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="State">How far it got.</param>
/// <param name="Job">The job, once accepted.</param>
internal sealed record Intent(string AttemptId, IntentState State, ProviderJob? Job)
{
    /// <summary>The answer, of an attempt that is answered at once and not by a job.</summary>
    public AssetRef? Answer { get; init; }
}
