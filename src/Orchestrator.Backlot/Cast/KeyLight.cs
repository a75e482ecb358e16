using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>The light on a subject: turns a material into the ramp its forms are painted with.</summary>
internal sealed class KeyLight
{
    private readonly bool soft;
    private readonly bool behind;
    private readonly float level;
    private readonly Rgb key;
    private readonly Rgb fill;

    public KeyLight(LightCue light, Mood mood)
    {
        soft = light.Soft;
        behind = light.Key == KeySide.Behind;
        level = MathF.Pow(mood.Daylight, 0.48f);
        key = mood.SunColour;
        fill = mood.SkyTop.To(mood.SkyMiddle, 0.5f);
        Direction = Vector3.Normalize(light.Key switch
        {
            KeySide.Left => new Vector3(-0.80f, -0.38f, 0.46f),
            KeySide.Right => new Vector3(0.80f, -0.38f, 0.46f),
            KeySide.Above => new Vector3(0.05f, -0.95f, 0.35f),
            KeySide.Behind => new Vector3(0.25f, -0.45f, -0.60f),
            _ => new Vector3(-0.15f, -0.35f, 0.92f),
        });
    }

    /// <summary>Towards the light; x right, y down, z to the camera.</summary>
    public Vector3 Direction { get; }

    /// <summary>Colour of a material that turns so far towards the light (−1 away, 1 facing it).</summary>
    public Rgb Shade(Rgb material, float facing)
    {
        var lit = soft ? Ease.Smooth(-0.75f, 0.95f, facing) : Ease.Smooth(-0.12f, 0.42f, facing);
        // With the light behind, the face lives on what the surroundings send back.
        if (behind)
            lit = 0.26f + 0.5f * lit;
        var shadow = (material * 0.40f).To(new Rgb(material.R * fill.R, material.G * fill.G, material.B * fill.B) * 1.1f, 0.45f) * (soft ? 1 : 0.8f);
        var bright = material.To(new Rgb(material.R * key.R, material.G * key.G, material.B * key.B), 0.5f) * 1.10f;
        return shadow.To(bright, lit) * level;
    }

    /// <summary>Light as it falls across a rounded form, from its one side to its other.</summary>
    public uint[] Round(Rgb material, Vector2 across)
    {
        return Ramps.Of(t =>
        {
            var u = t * 2 - 1;
            var z = MathF.Sqrt(MathF.Max(0, 1 - u * u));
            var facing = u * (across.X * Direction.X + across.Y * Direction.Y) + z * Direction.Z;
            var c = Shade(material, facing);
            var rim = behind ? Ease.Smooth(0.72f, 0.99f, MathF.Abs(u)) * 0.8f : Ease.Smooth(0.80f, 1f, MathF.Abs(u)) * Ease.Smooth(0.1f, 0.9f, facing) * 0.22f;
            return c.To(key, rim * level);
        });
    }

    /// <summary>A ramp for balls, from what lies in shadow to what faces the light.</summary>
    public uint[] Ball(Rgb material) => Ramps.Of(t => Shade(material, t * 2 - 1));

    public Paint Cylinder(Rgb material, Vector2 from, Vector2 to)
        => Paint.Linear(from, to, Round(material, Vector2.Normalize(to - from)));

    public Paint Sphere(Rgb material, Vector2 centre, Vector2 radii) => Paint.Sphere(centre, radii, Direction, Ball(material));

    /// <summary>A limb's paint: round about the line between two joints.</summary>
    public Paint Limb(Rgb material, Vector2 from, Vector2 to, float radius)
    {
        var axis = to - from;
        var across = axis.LengthSquared() < 1e-8f ? Vector2.UnitX : Vector2.Normalize(new Vector2(-axis.Y, axis.X));
        if (across.X < 0)
            across = -across;
        var middle = (from + to) / 2;
        return Paint.Linear(middle - across * radius, middle + across * radius, Round(material, across));
    }
}
