using Orchestrator.Scoring.Clips;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// How far movement can be trusted in a clip: the share of blocks that one movement of the whole picture explains. In chaos (water
/// in close-up, confetti) block matching says little; in a textureless scene there is little to say, and that little is right.
/// </summary>
internal static class FlowReliability
{
    private const double Chaos = 0.2;
    private const double Range = 0.3;
    private const double WithoutTexture = 0.8;
    private const double TexturedShare = 0.08;

    /// <summary>Reliability 0..1 over the first steps of a clip.</summary>
    public static double Of(Reel reel, int steps)
    {
        var shares = new List<double>();
        foreach (var step in reel.Steps.Take(steps))
        {
            if (step.Field.TexturedCount >= TexturedShare * step.Field.Textured.Length)
                shares.Add(Math.Clamp((step.Camera.Inliers - Chaos) / Range, 0, 1));
        }

        return shares.Count == 0 ? WithoutTexture : shares.Order().ElementAt(shares.Count / 2);
    }
}
