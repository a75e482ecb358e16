namespace Orchestrator.Backlot;

/// <summary>Makes a habit certain for every video request whose prompt holds a text.</summary>
/// <param name="PromptContains">Text to look for in the prompt, without regard to case; empty matches every prompt.</param>
/// <param name="Habit">The habit that takes hold.</param>
/// <param name="Stubbornness">
/// How many times a field must insist to cure a habit that insistence cures: 1 or 2. For a seam: how many of the very same requests have it.
/// </param>
public sealed record ForcedHabit(string PromptContains, Habit Habit, int Stubbornness = 1);
