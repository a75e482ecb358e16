using System.Numerics;
using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Defects;

/// <summary>How fast a figure moves across the picture, measured on the figure that is drawn.</summary>
internal static class FigureSpeed
{
    private const float Step = 1f / 24;
    private const float Watched = 4;

    /// <summary>Frame heights a second: the fastest that the middle of it moves, whatever its arms do.</summary>
    public static double Of(ShotScript script)
    {
        var life = Scene.Liveliness(script.Motion);
        var fastest = 0.0;
        var before = Body(script, life, 0);
        for (var time = Step; time <= Watched; time += Step)
        {
            var now = Body(script, life, time);
            fastest = Math.Max(fastest, (now - before).Length() / Step);
            before = now;
        }

        return fastest;
    }

    private static Vector2 Body(ShotScript script, float life, float time)
    {
        var (bones, travel) = Person.Joints(script, time * life, life);
        return travel + bones.Hip * Person.HeightIn(script.Frame.Framing);
    }
}
