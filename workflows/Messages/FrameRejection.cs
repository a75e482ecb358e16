namespace Orchestrator.Workflows;

/// <summary>A person wants a storyboard frame drawn again.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="Note">What should be different, in words.</param>
public sealed record FrameRejection(string ShotId, string Note);
