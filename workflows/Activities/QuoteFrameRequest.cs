using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks what one storyboard frame costs.</summary>
/// <param name="Size">Picture size.</param>
public sealed record QuoteFrameRequest(FrameSize Size);
