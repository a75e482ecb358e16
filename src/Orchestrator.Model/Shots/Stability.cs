namespace Orchestrator.Model;

/// <summary>Steadiness of exposure and texture.</summary>
/// <param name="Insistence">How strongly it is asked.</param>
public sealed record Stability(Insistence Insistence = Insistence.Plain);
