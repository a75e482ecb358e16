using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Clips;

/// <summary>The last frames of one clip and the first of the one that goes on from it, as if they were one.</summary>
/// <param name="Reel">The frames of both.</param>
/// <param name="Before">Pictures before the seam, in order; never empty.</param>
/// <param name="After">Pictures after it, in order; never empty.</param>
internal sealed record SeamReel(Reel Reel, IReadOnlyList<Picture> Before, IReadOnlyList<Picture> After)
{
    /// <summary>The step that leads over the seam.</summary>
    public int Step => Before.Count - 1;
}
