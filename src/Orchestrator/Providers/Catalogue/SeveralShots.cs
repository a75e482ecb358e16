namespace Orchestrator.Providers.Catalogue;

/// <summary>What an endpoint makes of several shots in one generation.</summary>
/// <param name="Shots">Shots at most.</param>
/// <param name="Seconds">Seconds of all shots together at most; each has whole seconds, from one.</param>
/// <param name="PromptLimit">Longest prompt of one of the shots in characters; null where each may be as long as that of a single shot.</param>
public sealed record SeveralShots(int Shots, int Seconds, int? PromptLimit = null);
