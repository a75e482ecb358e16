using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>A person who goes over from the pose of an earlier take to the pose that is asked for.</summary>
internal sealed class TurningPerson(Person before, Person after) : IPerformer
{
    /// <summary>How far: 0 to 1.</summary>
    public float Turned { get; set; }

    public SetLayer? Table => null;

    public void Perform(Brush brush, float time, float life)
    {
        var (to, place) = after.Stand(time, life);
        if (Turned >= 1)
        {
            after.Draw(brush, to, place, time, life);
            return;
        }

        var (from, origin) = before.Stand(time, life);
        var drawn = Turned < 0.5f ? before : after;
        drawn.Draw(brush, Skeleton.Between(from, to, Turned), Vector2.Lerp(origin, place, Turned), time, life);
    }
}
