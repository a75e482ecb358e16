using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>A person: a jointed figure with shaded limbs, clothes, hair and a face.</summary>
internal sealed class Person : IPerformer
{
    private readonly PoseCue pose;
    private readonly Wardrobe wardrobe;
    private readonly KeyLight light;
    private readonly FacePainter face;
    private readonly Mood mood;
    private readonly Mood propMood;
    private readonly Article? prop;
    private readonly Vector2 centre;
    private readonly float height;
    private readonly float reach;
    private Vector2 root;
    private Brush brush = null!;

    public Person(ShotScript script, Mood mood, Vector2 centre, Article? prop, ulong lot)
    {
        (pose, this.mood, this.prop, this.centre) = (script.Pose, mood, prop, centre);
        wardrobe = Wardrobe.Of(script, script.Subject, mood, lot);
        propMood = script.Held is { } paints ? mood with { Colours = [.. paints] } : mood;
        light = new KeyLight(script.Light, mood);
        face = new FacePainter(wardrobe, light, mood, script.Pose.Facing);
        // Whoever is seen close holds stiller; whoever is seen from afar moves wider, or nothing would be seen of it.
        reach = ReachIn(script.Frame.Framing);
        height = HeightIn(script.Frame.Framing);
    }

    /// <summary>How tall a figure is in frame heights.</summary>
    public static float HeightIn(Framing framing) => framing switch { Framing.Wide => 0.62f, Framing.Medium => 1.34f, _ => 3.0f };

    /// <summary>The joints of a script's figure at a time of its action, and how far it has gone, in frame heights.</summary>
    public static (Skeleton Bones, Vector2 Travel) Joints(ShotScript script, float time, float life)
    {
        var bones = Skeleton.At(script.Pose, time, life * ReachIn(script.Frame.Framing));
        return (bones, Travel(script.Pose, script.Frame.Framing, bones, time));
    }

    private static float ReachIn(Framing framing) => framing switch { Framing.Wide => 1.35f, Framing.Medium => 1, _ => 0.5f };

    public SetLayer? Table => null;

    /// <summary>How far it stands from where its way of moving has brought it, in frame heights.</summary>
    public Vector2 Walked { get; set; }

    public void Perform(Brush brush, float time, float life)
    {
        var (bones, stand) = Stand(time, life);
        Draw(brush, bones, stand, time, life);
    }

    /// <summary>The joints at a time of the action, and where the figure stands.</summary>
    public (Skeleton Bones, Vector2 Root) Stand(float time, float life)
    {
        life *= reach;
        var bones = Skeleton.At(pose, time, life);
        // The mark is the middle of the figure in a wide shot, the chest in a medium one, the face in a close one.
        var still = Skeleton.At(pose, 0, life);
        var mark = mood.Framing switch
        {
            Framing.Wide => new Vector2(still.Hip.X, (still.Head.Y - 0.07f) / 2),
            Framing.Medium => Vector2.Lerp(still.Hip, still.Neck, 0.72f),
            _ => still.Head + new Vector2(0, 0.02f),
        };
        return (bones, centre - mark * height + Travel(pose, mood.Framing, bones, time) + Walked);
    }

    /// <summary>Draws the figure with these joints, there.</summary>
    public void Draw(Brush brush, Skeleton bones, Vector2 stand, float time, float life)
    {
        (this.brush, root) = (brush, stand);
        Shadow(bones);
        if (pose.Stance == Stance.Sitting)
            Seat(bones);
        Figure(bones, time, life * reach);
    }

    // A walker crosses the frame; towards or away from the camera the stride itself is the movement.
    private static Vector2 Travel(PoseCue pose, Framing framing, Skeleton bones, float time)
    {
        var most = framing == Framing.Wide ? 0.75f : 0.45f;
        return pose.Stance == Stance.Walking ? new Vector2(bones.Side * most * MathF.Tanh(time * 0.085f / most), 0) : default;
    }

    private Vector2 P(Vector2 joint) => root + joint * height;

    private void Figure(Skeleton b, float time, float life)
    {
        // Far limbs first: for a figure in profile the far side is index 0.
        var armsBehind = pose.Facing == Facing.Away;
        if (wardrobe.LongHair && pose.Facing != Facing.Away)
            face.BackHair(brush, P(b.Head), P(b.Neck), height, b.Side, time, life);
        if (armsBehind)
            Arm(b, 1, 1f);
        Arm(b, 0, b.Side == 0 ? 1f : 0.80f);
        Leg(b, 0, b.Side == 0 ? 1f : 0.84f);
        Leg(b, 1, 1f);
        Torso(b);
        NeckAndCollar(b);
        face.Paint(brush, P(b.Head), height, b.Side, time, life);
        Prop(b, time);
        if (!armsBehind)
            Arm(b, 1, 1f);
        Fingers(b);
    }

    private bool Holds => prop is not null && pose.Facing != Facing.Away && pose.Gesture is not (Gesture.Relaxed or Gesture.Pointing);

    // Behind the hand that holds it; the fingers close over it.
    private void Prop(Skeleton b, float time)
    {
        if (!Holds)
            return;
        var along = Vector2.Normalize(b.Hands[1] - b.Elbows[1]);
        var size = prop == Article.Rope ? 0.24f : 0.105f;
        var grip = prop == Article.Rope ? new Vector2(0, 1.15f * size) : new Vector2(0, 0.45f * size);
        ProductPainter.Paint(brush, prop!.Value, P(b.Hands[1] + along * 0.030f + grip), size * height, propMood, light, time);
    }

    private void Fingers(Skeleton b)
    {
        if (!Holds || prop == Article.Rope)
            return;
        var at = b.Hands[1] + Vector2.Normalize(b.Hands[1] - b.Elbows[1]) * 0.030f;
        var side = b.Side == 0 ? 1 : b.Side;
        for (var i = 0; i < 3; i++)
        {
            var y = -0.014f + 0.015f * i;
            Capsule(at + new Vector2(-0.006f * side, y), 0.0085f, at + new Vector2((0.026f - 0.004f * i) * side, y + 0.003f), 0.0075f, wardrobe.Skin);
        }
    }

    private void Shadow(Skeleton b)
    {
        var ground = MathF.Max(b.Feet[0].Y, b.Feet[1].Y) + 0.022f;
        var at = P(new Vector2((b.Feet[0].X + b.Feet[1].X) / 2 - light.Direction.X * 0.12f, ground));
        var radii = new Vector2(0.25f, 0.030f) * height;
        brush.Ellipse(at, radii.X, radii.Y, Paint.Radial(at, radii, Ramps.Between(new Rgb(0.02f, 0.02f, 0.04f), new Rgb(0.02f, 0.02f, 0.04f), 0.60f, 0)));
    }

    private void Seat(Skeleton b)
    {
        var wood = mood.Surface(1, 0.30f);
        var (top, floor) = (b.Hip.Y + 0.055f, MathF.Max(b.Feet[0].Y, b.Feet[1].Y) + 0.02f);
        var (l, r) = (b.Hip.X - 0.13f, b.Hip.X + 0.13f);
        for (var i = 0; i < 2; i++)
        {
            var x = i == 0 ? l + 0.02f : r - 0.02f;
            brush.Limb(P(new(x, top)), 0.014f * height, P(new(x, floor)), 0.011f * height, light.Limb(wood, P(new(x, top)), P(new(x, floor)), 0.014f * height));
        }

        brush.Rect(P(new(l, 0)).X, P(new(0, top)).Y, P(new(r, 0)).X, P(new(0, top + 0.035f)).Y, Paint.Linear(P(new(0, top)), P(new(0, top + 0.035f)), light.Shade(wood, 0.8f), light.Shade(wood, -0.3f)));
    }

    private void Leg(Skeleton b, int i, float dim)
    {
        var cloth = wardrobe.Bottom * dim;
        Capsule(b.Hips[i], 0.066f, b.Knees[i], 0.046f, cloth);
        Capsule(b.Knees[i], 0.045f, b.Feet[i], 0.030f, cloth);
        var toe = b.Side == 0 ? new Vector2(0, 0.028f) : new Vector2(0.052f * b.Side, 0.012f);
        Capsule(b.Feet[i] + new Vector2(-0.2f * toe.X, 0.006f), 0.025f, b.Feet[i] + toe, 0.021f, wardrobe.Shoes * dim);
    }

    private void Arm(Skeleton b, int i, float dim)
    {
        var sleeve = (wardrobe.Coat ?? wardrobe.Top) * dim;
        var skin = wardrobe.Skin * dim;
        var rolled = wardrobe.Apron is not null;
        Capsule(b.Shoulders[i], 0.044f, b.Elbows[i], 0.033f, sleeve);
        if (rolled)
            Capsule(b.Elbows[i], 0.027f, b.Hands[i], 0.020f, skin);
        else
            Capsule(b.Elbows[i], 0.033f, b.Hands[i], 0.024f, sleeve);
        var along = Vector2.Normalize(b.Hands[i] - b.Elbows[i]);
        Capsule(b.Hands[i] + along * 0.004f, 0.021f, b.Hands[i] + along * 0.034f, 0.018f, skin);
        var thumb = new Vector2(along.Y, -along.X) * (b.Side == 0 ? (i == 0 ? 1 : -1) : b.Side);
        Capsule(b.Hands[i] + along * 0.006f, 0.009f, b.Hands[i] + along * 0.026f + thumb * 0.018f, 0.007f, skin);
        if (pose.Gesture == Gesture.Pointing && i == 1)
            Capsule(b.Hands[i] + along * 0.03f, 0.009f, b.Hands[i] + along * 0.072f, 0.006f, skin);
    }

    private void Torso(Skeleton b)
    {
        var frontal = b.Side == 0;
        var (shoulder, waist, hip) = frontal ? (0.126f, 0.092f, 0.098f) : (0.100f, 0.080f, 0.088f);
        var cloth = wardrobe.Dress ?? wardrobe.Top;
        Body(b, shoulder, waist, hip, cloth, 0.06f);
        if (wardrobe.Dress is { } dress)
            Skirt(b, hip, dress, 0.30f);
        if (wardrobe.Coat is { } coat)
            CoatOver(b, shoulder, waist, hip, coat);
        if (wardrobe.Apron is { } apron && pose.Facing != Facing.Away)
            ApronOver(b, waist, hip, apron);
    }

    private void Body(Skeleton b, float shoulder, float waist, float hip, Rgb cloth, float below)
    {
        var (axis, across) = Axes(b);
        Vector2 At(float down, float out_) => P(b.Neck + axis * down + across * out_);
        var length = (b.Hip - b.Neck).Length();
        brush.Blob(
            [
                At(-0.005f, -0.032f), At(0.012f, -shoulder * 0.62f), At(0.045f, -shoulder), At(length * 0.42f, -shoulder * 0.90f), At(length * 0.72f, -waist), At(length + below * 0.3f, -hip), At(length + below, -hip * 0.8f),
                At(length + below, hip * 0.8f), At(length + below * 0.3f, hip), At(length * 0.72f, waist), At(length * 0.42f, shoulder * 0.90f), At(0.045f, shoulder), At(0.012f, shoulder * 0.62f), At(-0.005f, 0.032f),
            ],
            light.Cylinder(cloth, At(length / 2, -shoulder), At(length / 2, shoulder)));
        // Folds: two soft creases towards the waist.
        var crease = Paint.Flat(light.Shade(cloth, -0.8f), 0.25f);
        brush.Limb(At(length * 0.45f, shoulder * 0.55f), 0.002f * height, At(length * 0.80f, waist * 0.25f), 0.007f * height, crease);
        brush.Limb(At(length * 0.50f, -shoulder * 0.6f), 0.002f * height, At(length * 0.85f, -waist * 0.3f), 0.006f * height, crease);
    }

    private void CoatOver(Skeleton b, float shoulder, float waist, float hip, Rgb coat)
    {
        Body(b, shoulder * 1.07f, waist * 1.18f, hip * 1.22f, coat, 0.16f);
        if (pose.Facing == Facing.Away)
            return;
        var (axis, across) = Axes(b);
        var open = b.Side * 0.035f;
        Vector2 At(float down, float out_) => P(b.Neck + axis * down + across * out_);
        // The shirt shows between the lapels.
        brush.Polygon([At(0.0f, open - 0.028f), At(0.0f, open + 0.028f), At(0.14f, open * 1.2f)], Paint.Linear(At(0, 0), At(0.14f, 0), light.Shade(wardrobe.Top, 0.5f), light.Shade(wardrobe.Top, -0.3f)));
        brush.Line(At(0.14f, open * 1.2f), At(0.43f, open * 1.3f), 0.005f * height, Paint.Flat(light.Shade(coat, -1), 0.8f));
        for (var i = 0; i < 2; i++)
        {
            var side = i == 0 ? -1 : 1;
            brush.Polygon([At(-0.012f, open + side * 0.030f), At(0.012f, open + side * 0.062f), At(0.085f, open + side * 0.045f), At(0.145f, open * 1.2f)], Paint.Linear(At(0, open), At(0.1f, open + side * 0.06f), light.Shade(coat, 0.1f), light.Shade(coat, 0.75f)));
        }

        for (var i = 0; i < 3; i++)
            brush.Ellipse(At(0.19f + 0.07f * i, open * 1.25f + 0.018f), 0.0065f * height, 0.0065f * height, Paint.Flat(light.Shade(coat * 0.45f, 0.4f)));
    }

    private void ApronOver(Skeleton b, float waist, float hip, Rgb apron)
    {
        var (axis, across) = Axes(b);
        var mid = b.Side * 0.030f;
        var length = (b.Hip - b.Neck).Length();
        Vector2 At(float down, float out_) => P(b.Neck + axis * down + across * (mid + out_));
        var paint = light.Cylinder(apron, At(length, -hip * 1.1f), At(length, hip * 1.1f));
        var drop = pose.Stance is Stance.Sitting or Stance.Crouching ? 0.05f : 0.24f;
        brush.Polygon([At(length * 0.34f, -0.052f), At(length * 0.34f, 0.052f), At(length * 0.62f, waist * 0.84f), At(length + 0.03f, hip * 0.95f), At(length + drop, hip * 1.02f), At(length + drop, -hip * 1.02f), At(length + 0.03f, -hip * 0.95f), At(length * 0.62f, -waist * 0.84f)], paint);
        var strap = Paint.Flat(light.Shade(apron, 0.2f));
        brush.Line(At(length * 0.36f, -0.046f), At(0.004f, -0.036f), 0.014f * height, strap);
        brush.Line(At(length * 0.36f, 0.046f), At(0.004f, 0.036f), 0.014f * height, strap);
        brush.Line(At(length * 0.66f, -waist), At(length * 0.66f, waist), 0.012f * height, Paint.Flat(light.Shade(apron * 0.75f, 0.2f)));
        brush.Rect(At(0, -0.042f).X, At(length * 0.78f, 0).Y, At(0, 0.042f).X, At(length * 0.94f, 0).Y, Paint.Linear(At(length * 0.78f, 0), At(length * 0.94f, 0), light.Shade(apron, 0.55f), light.Shade(apron, 0.0f)));
    }

    private void Skirt(Skeleton b, float hip, Rgb dress, float length)
    {
        var knee = (b.Knees[0] + b.Knees[1]) / 2;
        var hem = b.Hip + Vector2.Normalize(knee - b.Hip) * length;
        brush.Blob([P(b.Hip + new Vector2(-hip * 0.95f, -0.02f)), P(b.Hip + new Vector2(hip * 0.95f, -0.02f)), P(hem + new Vector2(hip * 1.75f, 0)), P(hem + new Vector2(0, 0.02f)), P(hem + new Vector2(-hip * 1.75f, 0))], light.Cylinder(dress, P(hem - new Vector2(hip * 1.6f, 0)), P(hem + new Vector2(hip * 1.6f, 0))));
    }

    private void NeckAndCollar(Skeleton b)
    {
        var shadowed = wardrobe.Skin * 0.80f;
        Capsule(b.Neck + new Vector2(0, -0.016f), 0.030f, Vector2.Lerp(b.Neck, b.Head, 0.62f), 0.026f, shadowed);
        if (wardrobe.Scarf is { } scarf)
            Capsule(b.Neck + new Vector2(-0.036f, -0.012f), 0.026f, b.Neck + new Vector2(0.036f, -0.008f), 0.026f, scarf);
        else if (wardrobe.Coat is null && wardrobe.Dress is null)
            brush.Limb(P(b.Neck + new Vector2(-0.034f, 0.002f)), 0.010f * height, P(b.Neck + new Vector2(0.034f, 0.002f)), 0.010f * height, Paint.Flat(light.Shade(wardrobe.Top * 0.85f, 0.25f)));
    }

    private static (Vector2 Axis, Vector2 Across) Axes(Skeleton b)
    {
        var axis = Vector2.Normalize(b.Hip - b.Neck);
        return (axis, new Vector2(axis.Y, -axis.X));
    }

    private void Capsule(Vector2 from, float fromRadius, Vector2 to, float toRadius, Rgb material)
    {
        var (a, z) = (P(from), P(to));
        brush.Limb(a, fromRadius * height, z, toRadius * height, light.Limb(material, a, z, MathF.Max(fromRadius, toRadius) * height));
    }
}
