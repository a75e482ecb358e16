namespace Orchestrator.Cli.Films;

/// <summary>What a caller wants produced.</summary>
/// <param name="BriefPath">Full path of the brief.</param>
/// <param name="Folder">Full path of the film's folder; null for <c>films/NAME</c>.</param>
/// <param name="Seed">Replaces the brief's seed.</param>
/// <param name="Fresh">Start over.</param>
/// <param name="Yes">Do not ask before real money is spent.</param>
/// <param name="Migrate">Replace retired models by their successors.</param>
/// <param name="Draft">Film with the cheapest models at a small size.</param>
internal sealed record ProduceWish(string BriefPath, string? Folder, long? Seed, bool Fresh, bool Yes, bool Migrate = false, bool Draft = false);
