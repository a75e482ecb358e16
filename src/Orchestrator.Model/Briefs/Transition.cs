namespace Orchestrator.Model;

/// <summary>How shots follow each other.</summary>
/// <param name="CrossfadeFrames">Length of a crossfade in frames; 0 makes every join a hard cut.</param>
/// <param name="Every">A crossfade after every n-th shot, hard cuts between; 1 crossfades every join.</param>
public sealed record Transition(int CrossfadeFrames, int Every = 1);
