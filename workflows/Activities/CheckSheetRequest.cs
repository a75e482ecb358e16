using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for a check of a reference sheet.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Size">Size that was asked for.</param>
public sealed record CheckSheetRequest(Frame Sheet, FrameSize Size);
