using System.Numerics;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Cast;

/// <summary>
/// Joints of a standing figure of height 1, y down, feet at 0, in a pose at a moment.
/// Angles are measured from straight down, forward positive; forward is the way the figure faces.
/// </summary>
internal sealed class Skeleton
{
    private const float StrideRate = 2.5f;
    private const float UpperArm = 0.165f, Forearm = 0.150f, Thigh = 0.245f, Shin = 0.245f, Back = 0.300f;

    public Vector2 Hip { get; private set; }
    public Vector2 Neck { get; private set; }
    public Vector2 Head { get; private set; }
    public Vector2[] Shoulders { get; } = new Vector2[2];
    public Vector2[] Elbows { get; } = new Vector2[2];
    public Vector2[] Hands { get; } = new Vector2[2];
    public Vector2[] Hips { get; } = new Vector2[2];
    public Vector2[] Knees { get; } = new Vector2[2];
    public Vector2[] Feet { get; } = new Vector2[2];

    /// <summary>+1 faces right, −1 faces left, 0 faces the camera or away from it.</summary>
    public float Side { get; private set; }

    /// <param name="cue">Stance, gesture, facing.</param>
    /// <param name="time">Seconds of action.</param>
    /// <param name="life">Liveliness; scales how far limbs travel.</param>
    public static Skeleton At(PoseCue cue, float time, float life)
    {
        var bones = new Skeleton { Side = cue.Facing switch { Facing.Right => 1, Facing.Left => -1, _ => 0 } };
        var reach = Math.Clamp(life, 0.05f, 3f);
        bones.Stand(cue.Stance, time, reach);
        bones.Gesture(cue.Gesture, cue.Stance, time, reach);
        return bones;
    }

    /// <summary>The joints on the way from one figure to another.</summary>
    public static Skeleton Between(Skeleton from, Skeleton to, float share)
    {
        var bones = new Skeleton
        {
            Side = share < 0.5f ? from.Side : to.Side,
            Hip = Vector2.Lerp(from.Hip, to.Hip, share),
            Neck = Vector2.Lerp(from.Neck, to.Neck, share),
            Head = Vector2.Lerp(from.Head, to.Head, share),
        };
        (Vector2[] Way, Vector2[] From, Vector2[] To)[] pairs =
        [
            (bones.Shoulders, from.Shoulders, to.Shoulders), (bones.Elbows, from.Elbows, to.Elbows), (bones.Hands, from.Hands, to.Hands),
            (bones.Hips, from.Hips, to.Hips), (bones.Knees, from.Knees, to.Knees), (bones.Feet, from.Feet, to.Feet),
        ];
        foreach (var (way, start, end) in pairs)
        {
            for (var i = 0; i < way.Length; i++)
                way[i] = Vector2.Lerp(start[i], end[i], share);
        }

        return bones;
    }

    private bool Frontal => Side == 0;

    private float Forward => Frontal ? 1 : Side;

    private void Stand(Stance stance, float time, float reach)
    {
        var breath = MathF.Sin(time * 2.1f) * 0.005f * reach;
        var sway = MathF.Sin(time * 1.25f) * 0.022f * reach;
        var phase = time * StrideRate;
        var (height, lean) = stance switch
        {
            Stance.Sitting => (0.30f, 0.04f),
            Stance.Crouching => (0.24f, 0.50f),
            Stance.Leaning => (0.505f, 0.30f),
            Stance.Walking => (0.515f + 0.008f * MathF.Cos(phase * 2), 0.08f),
            _ => (0.52f, 0.0f),
        };
        Hip = new Vector2(sway, -height);
        lean = Frontal ? sway * 0.8f : lean + sway;
        var shortened = Frontal && stance is Stance.Leaning or Stance.Crouching ? 0.88f : 1;
        Neck = Hip + Polar(MathF.PI - lean, (Back + breath) * shortened) * new Vector2(Forward, 1);
        Head = Neck + new Vector2((Frontal ? 0 : 0.016f * Forward) + lean * 0.08f * Forward, -0.096f);
        var half = Frontal ? 0.098f : 0.050f;
        for (var i = 0; i < 2; i++)
        {
            var out_ = i == 0 ? -1 : 1;
            Shoulders[i] = Neck + new Vector2(out_ * half, 0.030f);
            Hips[i] = Hip + new Vector2(out_ * (Frontal ? 0.048f : 0.020f), 0.01f);
            var (thigh, shin) = Leg(stance, i, phase);
            Knees[i] = Hips[i] + Bone(thigh, Thigh, i);
            Feet[i] = Knees[i] + Bone(shin, Shin, i);
        }
    }

    private static (float Thigh, float Shin) Leg(Stance stance, int i, float phase)
    {
        var swing = phase + i * MathF.PI;
        return stance switch
        {
            Stance.Sitting => (1.42f - 0.08f * i, 0.02f + 0.12f * i),
            Stance.Crouching => (1.85f - 0.35f * i, -0.55f - 0.25f * i),
            Stance.Walking => (0.46f * MathF.Sin(swing) + 0.05f, 0.46f * MathF.Sin(swing) - 0.12f - 0.42f * MathF.Max(0, MathF.Cos(swing))),
            Stance.Leaning => (-0.10f + 0.30f * i, -0.18f + 0.14f * i),
            _ => (0.05f - 0.10f * i, 0.02f - 0.06f * i),
        };
    }

    private void Gesture(Gesture gesture, Stance stance, float time, float reach)
    {
        var beat = MathF.Sin(time * 2.0f) * 0.075f * reach;
        var slow = MathF.Sin(time * 1.3f) * 0.060f * reach;
        for (var i = 0; i < 2; i++)
        {
            var leading = i == 1;
            var (upper, fore) = (gesture, leading) switch
            {
                (Script.Gesture.Reaching, true) => (1.00f + beat, 1.46f + beat * 1.4f),
                (Script.Gesture.Raising, true) => (1.86f + beat * 0.5f, 2.50f + beat * 1.6f),
                (Script.Gesture.Pointing, true) => (1.50f + slow, 1.58f + slow),
                (Script.Gesture.Holding, true) => (0.32f + slow, 1.75f + beat * 0.6f),
                (Script.Gesture.Holding, false) => (0.40f + slow, 1.60f + beat * 0.5f),
                (Script.Gesture.Reaching, false) => (0.15f, 0.55f + slow),
                _ when stance == Stance.Sitting => (0.35f + slow, 1.15f + slow),
                _ when stance == Stance.Crouching => (0.9f + slow, 1.2f + slow),
                _ when stance == Stance.Walking => WalkingArm(i, time),
                _ => (0.02f - 0.08f * i + slow, 0.16f + slow * 1.5f),
            };
            Elbows[i] = Shoulders[i] + ArmBone(upper, UpperArm, i);
            Hands[i] = Elbows[i] + ArmBone(fore, Forearm, i, gesture == Script.Gesture.Holding);
        }
    }

    private static (float Upper, float Fore) WalkingArm(int i, float time)
    {
        var swing = -0.5f * MathF.Sin(time * StrideRate + i * MathF.PI);
        return (swing, swing + 0.35f);
    }

    private Vector2 Bone(float angle, float length, int i)
    {
        if (!Frontal)
            return Polar(angle, length) * new Vector2(Forward, 1);
        // Seen from the front, what points at the camera is short, and knees stand apart.
        var out_ = i == 0 ? -1 : 1;
        return new Vector2(out_ * length * (0.07f + 0.16f * MathF.Abs(MathF.Sin(angle))), length * MathF.Max(MathF.Cos(angle), 0.30f));
    }

    private Vector2 ArmBone(float angle, float length, int i, bool inwards = false)
    {
        if (!Frontal)
            return Polar(angle, length) * new Vector2(Forward, 1);
        var out_ = i == 0 ? -1 : 1;
        if (inwards && angle > 1)
            return new Vector2(-out_ * length * 0.62f, -length * 0.30f);
        return Polar(MathF.Abs(angle) * 0.92f + 0.12f, length) * new Vector2(out_, 1);
    }

    private static Vector2 Polar(float angle, float length)
    {
        var (s, c) = MathF.SinCos(angle);
        return new Vector2(s, c) * length;
    }
}
