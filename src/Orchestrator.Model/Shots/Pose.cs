namespace Orchestrator.Model;

/// <summary>What the body does.</summary>
/// <param name="Stance">How the subject holds itself.</param>
/// <param name="Gesture">What the hands do.</param>
/// <param name="Facing">Where the subject looks.</param>
/// <param name="Insistence">How strongly it is asked.</param>
public sealed record Pose(Stance Stance, Gesture Gesture, Facing Facing, Insistence Insistence = Insistence.Plain);
