using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for the last frame of a take.</summary>
/// <param name="Take">The take.</param>
public sealed record ReadLastFrameRequest(Take Take);
