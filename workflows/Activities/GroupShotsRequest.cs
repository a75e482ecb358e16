using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks which shots to buy together.</summary>
/// <param name="Shots">All shots, in film order.</param>
/// <param name="Routes">The route of each.</param>
/// <param name="Fps">Frames per second of the film.</param>
/// <param name="Size">Picture size of the film.</param>
/// <param name="Allowed">Catalogue names that the brief allows; empty allows all.</param>
public sealed record GroupShotsRequest(IReadOnlyList<Shot> Shots, IReadOnlyList<RouteChoice> Routes, int Fps, FrameSize Size, IReadOnlyList<string> Allowed);
