namespace Orchestrator.Model;

/// <summary>What the last frame of a take shows, where the shot says how it ends.</summary>
/// <param name="Description">What is seen then, in at most <see cref="Longest"/> characters; empty leaves the end open.</param>
/// <param name="Insistence">How strongly it is asked for.</param>
public sealed record Ending(string Description, Insistence Insistence = Insistence.Plain)
{
    /// <summary>Longest description in characters.</summary>
    public const int Longest = 120;

    /// <summary>The end of a shot that does not say how it ends.</summary>
    public static Ending Open { get; } = new("");
}
