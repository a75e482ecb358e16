using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for a take to be made to fit the film.</summary>
/// <param name="Shot">The shot; its frames are what is kept.</param>
/// <param name="Take">The take.</param>
/// <param name="Size">Picture size of the film.</param>
/// <param name="Fps">Frames per second of the film.</param>
public sealed record ConformTakeRequest(Shot Shot, Take Take, FrameSize Size, int Fps);
