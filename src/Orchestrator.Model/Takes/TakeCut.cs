namespace Orchestrator.Model;

/// <summary>A further shot of the same generation, for models that make several with cuts between them.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="Fields">What is asked for it.</param>
/// <param name="Seconds">Its length.</param>
public sealed record TakeCut(string ShotId, ShotFields Fields, int Seconds);
