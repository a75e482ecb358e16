namespace Orchestrator.Workflows.Activities;

/// <summary>The check of a storyboard frame.</summary>
/// <param name="Passed">Whether it can serve as a reference.</param>
/// <param name="Evidence">What was found, in words.</param>
public sealed record FrameCheck(bool Passed, string Evidence);
