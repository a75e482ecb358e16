namespace Orchestrator.Backlot.Film;

/// <summary>A stretch of a take with a prompt of its own: one shot of several.</summary>
/// <param name="Prompt">Its prompt.</param>
/// <param name="Seconds">How long it is seen.</param>
/// <param name="From">How far into its action it begins, in seconds.</param>
internal sealed record TakePart(string Prompt, double Seconds, double From = 0);
