using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for a clip of several shots to be divided.</summary>
/// <param name="Take">The clip.</param>
/// <param name="Group">Its shots and the seconds of each.</param>
public sealed record SplitTakeRequest(Take Take, ShotGroup Group);
