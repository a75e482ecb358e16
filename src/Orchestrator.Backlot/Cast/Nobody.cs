using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>An empty place.</summary>
internal sealed class Nobody : IPerformer
{
    public SetLayer? Table => null;

    public void Perform(Brush brush, float time, float life)
    {
        // There is nobody to draw.
    }
}
