using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Providers.Intents;

/// <summary>What is known of one attempt.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="State">How far it got.</param>
/// <param name="Job">The job, once accepted.</param>
internal sealed record Intent(string AttemptId, IntentState State, ProviderJob? Job)
{
    /// <summary>The answer, of an attempt that is answered at once and not by a job.</summary>
    public AssetRef? Answer { get; init; }

    /// <summary>Number of the step that this is, from 1; its record is named by it.</summary>
    [JsonIgnore]
    public int Step { get; init; }
}
