namespace Orchestrator.Model;

/// <summary>How much moves, and how fast.</summary>
/// <param name="Level">Amount of movement.</param>
/// <param name="SpeedPercent">Speed in percent of natural; 100 leaves it.</param>
/// <param name="Insistence">How strongly it is asked.</param>
public sealed record Motion(MotionLevel Level, double SpeedPercent = 100, Insistence Insistence = Insistence.Plain);
