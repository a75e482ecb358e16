namespace Orchestrator.Assembly;

/// <summary>A part of the film, in seconds from its start.</summary>
/// <param name="Start">First moment.</param>
/// <param name="End">Moment after the last.</param>
internal readonly record struct Stretch(double Start, double End);
