namespace Orchestrator.Providers.Catalogue;

/// <summary>What an endpoint makes of several shots in one generation.</summary>
/// <param name="Shots">Shots at most.</param>
/// <param name="Seconds">Seconds of all shots together at most; each has whole seconds, from one.</param>
public sealed record SeveralShots(int Shots, int Seconds);
