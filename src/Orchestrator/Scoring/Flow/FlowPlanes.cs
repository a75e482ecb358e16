using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Flow;

/// <summary>A frame's brightness at full and at half working size: what block matching reads.</summary>
internal sealed class FlowPlanes(Luma full)
{
    /// <summary>Working size.</summary>
    public Luma Full { get; } = full;

    /// <summary>Half the working size.</summary>
    public Luma Half { get; } = full.Half();
}
