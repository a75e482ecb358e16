namespace Orchestrator.Model;

/// <summary>How a shot ends: a second storyboard frame, drawn after its first one, which its takes end on.</summary>
/// <param name="Beat">What is seen at the end, as the brief says it.</param>
/// <param name="Fields">What the picture of the end shows.</param>
public sealed record ShotEnd(string Beat, ShotFields Fields);
