namespace Orchestrator.Model;

/// <summary>A finished shot of a film that is being made, as a person may want it otherwise.</summary>
/// <param name="Shot">The shot.</param>
/// <param name="Asked">What a fresh take of it is asked for: the request of the take that it opens with, before any edit.</param>
public sealed record ShotAsked(Shot Shot, TakeRequest Asked);
