namespace Orchestrator.Model;

/// <summary>Framing and the subject's mark.</summary>
/// <param name="Framing">Shot size.</param>
/// <param name="SubjectX">Centre of the subject across the picture, in percent of its width.</param>
/// <param name="SubjectY">Centre of the subject down the picture, in percent of its height.</param>
/// <param name="ScalePercent">Size of the subject in percent of the framing's normal size.</param>
public sealed record Composition(Framing Framing, double SubjectX, double SubjectY, double ScalePercent = 100);
