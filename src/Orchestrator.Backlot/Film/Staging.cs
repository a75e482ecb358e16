using System.Numerics;
using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>How the first frame of a take finds the action, the subject and the camera, and how they go on from there.</summary>
internal sealed record Staging
{
    // Seconds in which movement takes up another pace, and a figure another pose.
    private const float Ease = 0.8f;

    /// <summary>The beginning of a scene.</summary>
    public static Staging Fresh { get; } = new();

    /// <summary>Seconds of action before it.</summary>
    public float Phase { get; init; }

    /// <summary>What was played until then; null at the beginning of a scene.</summary>
    public ShotScript? Before { get; init; }

    /// <summary>How far the camera has turned by earlier moves, in frame heights.</summary>
    public Vector2 Panned { get; init; }

    /// <summary>How far it has come nearer by earlier moves, as a logarithm.</summary>
    public float Grown { get; init; }

    /// <summary>Seconds for which its move has lasted already.</summary>
    public float Elapsed { get; init; }

    /// <summary>How far the subject stands from where its present way of moving would have brought it, in frame heights.</summary>
    public Vector2 Walked { get; init; }

    /// <summary>The same of what was played until then.</summary>
    public Vector2 WalkedBefore { get; init; }

    /// <summary>How a take begins that goes on after a frame of another.</summary>
    /// <param name="plan">The other take.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="next">What is played from there on.</param>
    public static Staging After(TakePlan plan, int frame, ShotScript next)
    {
        var script = plan.SeenAt(frame);
        // What is seen after an unwanted cut is the beginning of another scene.
        var begins = ReferenceEquals(script, plan.Script) ? plan.Begins : Fresh;
        var time = Math.Min(frame, plan.LastLiveFrame) / (float)TakeOrder.Rate;
        var phase = begins.PhaseAt(script, time);
        var rig = new CameraRig(script, plan.Order.Width, plan.Order.Height, begins);
        var goesOn = next.Camera == script.Camera;
        return new()
        {
            Phase = phase,
            Before = script,
            Panned = goesOn ? begins.Panned : rig.Pan(time),
            Grown = goesOn ? begins.Grown : rig.Growth(time),
            Elapsed = goesOn ? begins.Elapsed + time : 0,
            WalkedBefore = begins.Walked,
            Walked = begins.Walked + Walk(script, phase, begins.LifeAt(script, time)) - Walk(next, phase, Scene.Liveliness(next.Motion)),
        };
    }

    /// <summary>How lively it is at a time: another pace is taken up bit by bit.</summary>
    public float LifeAt(ShotScript script, float time)
    {
        var own = Scene.Liveliness(script.Motion);
        return Before is null || time >= Ease ? own : own + ((Scene.Liveliness(Before.Motion) - own) * (1 - (time / Ease)));
    }

    /// <summary>Seconds of action that lie behind it at a time.</summary>
    public float PhaseAt(ShotScript script, float time)
    {
        var own = Scene.Liveliness(script.Motion);
        if (Before is null)
            return Phase + (time * own);
        var eased = MathF.Min(time, Ease);
        return Phase + (time * own) + ((Scene.Liveliness(Before.Motion) - own) * (eased - (eased * eased / (2 * Ease))));
    }

    /// <summary>How far a figure has come from the pose that it had to its own, 0 to 1.</summary>
    public float PoseAt(float time) => Before is null ? 1 : Picture.Ease.Smooth(0, Ease, time);

    private static Vector2 Walk(ShotScript script, float phase, float life) => Casting.IsPerson(script) ? Person.Joints(script, phase, life).Travel : default;
}
