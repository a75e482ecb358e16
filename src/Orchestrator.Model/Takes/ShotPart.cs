namespace Orchestrator.Model;

/// <summary>What is added to a shot that is longer than its model makes at once.</summary>
/// <param name="Model">Catalogue name of the model that adds it: one that extends clips, or the shot's own, from the last frame on.</param>
/// <param name="Seconds">Seconds that are added.</param>
/// <param name="WorstCase">Most that one take of it can cost.</param>
/// <param name="Whole">Whether what comes back is the whole shot so far with the added part at its end.</param>
public sealed record ShotPart(string Model, int Seconds, Money WorstCase, bool Whole);
