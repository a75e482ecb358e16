using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>The subject of a shot.</summary>
internal interface IPerformer
{
    /// <summary>What the subject stands on when it needs more than the ground; null otherwise.</summary>
    SetLayer? Table { get; }

    /// <summary>Draws the subject in world units.</summary>
    /// <param name="brush">Follows the camera.</param>
    /// <param name="time">Seconds of action: clip time multiplied by liveliness.</param>
    /// <param name="life">Liveliness: a little over 1 is gentle at its own speed, 6 energetic.</param>
    void Perform(Brush brush, float time, float life);
}
