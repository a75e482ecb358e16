namespace Orchestrator.Model;

/// <summary>The sound of a clip.</summary>
/// <param name="Description">What is heard; null asks the model for a silent clip.</param>
/// <param name="Insistence">How strongly it is asked.</param>
public sealed record Sound(string? Description, Insistence Insistence = Insistence.Plain);
