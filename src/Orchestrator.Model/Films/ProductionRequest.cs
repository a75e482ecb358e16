namespace Orchestrator.Model;

/// <summary>The input of a production.</summary>
/// <param name="Brief">The brief as run.</param>
public sealed record ProductionRequest(Brief Brief);
