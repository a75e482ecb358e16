namespace Orchestrator.Model;

/// <summary>A scene of a plan: shots of one place and time that tell one thing.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Purpose">What it is for in the film.</param>
/// <param name="Shots">Ids of its shots, in film order.</param>
public sealed record PlanScene(string Title, string Purpose, IReadOnlyList<string> Shots);
