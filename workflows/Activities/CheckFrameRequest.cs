using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for a check of a storyboard frame.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Shot">Its shot.</param>
/// <param name="Size">Size that the film needs.</param>
public sealed record CheckFrameRequest(Frame Frame, Shot Shot, FrameSize Size);
