namespace Orchestrator.Model;

/// <summary>What happens in the shot, from its beginning to its end.</summary>
/// <param name="Description">Who does what, in a sentence or two; empty where only the subject is shown.</param>
/// <param name="Insistence">How strongly it is asked.</param>
public sealed record ShotAction(string Description, Insistence Insistence = Insistence.Plain)
{
    /// <summary>The action of a shot that tells of none.</summary>
    public static ShotAction None { get; } = new("");
}
