namespace Orchestrator.Cli.Wiring;

/// <summary>One thing that was looked at.</summary>
/// <param name="Health">How it is.</param>
/// <param name="What">Its name.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Remedy">What to do, when something should be done.</param>
internal sealed record Finding(Health Health, string What, string Seen, string? Remedy = null);
