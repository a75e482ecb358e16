using Orchestrator.Scoring.Flow;

namespace Orchestrator.Scoring.Clips;

/// <summary>What happens from one frame to the next.</summary>
/// <param name="Difference">Mean absolute difference of brightness, code values.</param>
/// <param name="Recolouring">Half the L1 distance of the 8×8×8 colour histograms, 0..1.</param>
/// <param name="Field">Where the blocks went.</param>
/// <param name="Camera">Where the whole picture went.</param>
internal sealed record StepFacts(double Difference, double Recolouring, FlowField Field, CameraStep Camera);
