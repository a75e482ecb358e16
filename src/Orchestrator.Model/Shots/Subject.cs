namespace Orchestrator.Model;

/// <summary>Who or what the shot is about.</summary>
/// <param name="Description">A noun phrase, e.g. <c>a barista in a navy apron</c>.</param>
public sealed record Subject(string Description);
