using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>Head, hair and face, turned to a side, to the camera or away.</summary>
internal sealed class FacePainter(Wardrobe wardrobe, KeyLight light, Mood mood, Facing facing)
{
    // Half width and half height of the head as a share of the body's height.
    private const float HalfWidth = 0.050f, HalfHeight = 0.066f;

    public void Paint(Brush brush, Vector2 head, float height, float side, float time, float life)
    {
        var (rx, ry) = (HalfWidth * height, HalfHeight * height);
        head += new Vector2(MathF.Sin(time * 0.9f), MathF.Sin(time * 1.4f)) * 0.0035f * height * Math.Clamp(life, 0.05f, 2);
        Vector2 At(float x, float y) => head + new Vector2(x * rx, y * ry);
        var skin = light.Sphere(wardrobe.Skin, At(0, -0.05f), new Vector2(rx, ry) * 1.12f);
        Ear(brush, At, rx, ry, side);
        brush.Blob([At(0, -1), At(0.72f, -0.78f), At(1, -0.15f), At(0.86f + 0.06f * side, 0.42f), At(0.40f + 0.26f * side, 0.92f), At(0.26f * side, 1.02f), At(-0.40f + 0.26f * side, 0.92f), At(-0.86f + 0.06f * side, 0.42f), At(-1, -0.15f), At(-0.72f, -0.78f)], skin);
        if (facing != Facing.Away)
            Features(brush, At, rx, ry, side, time, skin);
        Hair(brush, At, rx, ry, side);
        if (wardrobe.Hat is { } hat)
            Hat(brush, At, rx, ry, side, hat);
    }

    /// <summary>Long hair that falls behind the shoulders; painted before the body.</summary>
    public void BackHair(Brush brush, Vector2 head, Vector2 neck, float height, float side, float time, float life)
    {
        var (rx, ry) = (HalfWidth * height, HalfHeight * height);
        var wind = MathF.Sin(time * 1.2f) * 0.12f * Math.Clamp(life, 0.05f, 2);
        Vector2 At(float x, float y) => head + new Vector2((x - side * 0.22f) * rx, y * ry);
        brush.Blob([At(0, -1.12f), At(1.02f, -0.6f), At(1.12f, 0.4f), At(1.0f + wind, 1.5f), At(0.3f + wind, 1.9f), At(-0.4f + wind, 1.9f), At(-1.0f + wind, 1.5f), At(-1.12f, 0.4f), At(-1.02f, -0.6f)], light.Cylinder(wardrobe.Hair * 0.8f, new(head.X - rx * 1.2f, neck.Y), new(head.X + rx * 1.2f, neck.Y)));
    }

    private void Ear(Brush brush, Func<float, float, Vector2> at, float rx, float ry, float side)
    {
        var skin = Picture.Paint.Flat(light.Shade(wardrobe.Skin * 0.92f, 0.2f));
        if (side == 0)
        {
            brush.Ellipse(at(-0.99f, 0.08f), 0.15f * rx, 0.20f * ry, skin);
            brush.Ellipse(at(0.99f, 0.08f), 0.15f * rx, 0.20f * ry, skin);
        }
    }

    private void Features(Brush brush, Func<float, float, Vector2> at, float rx, float ry, float side, float time, in Paint skin)
    {
        var turn = side * 0.40f;
        var shade = light.Shade(wardrobe.Skin * new Rgb(0.80f, 0.66f, 0.62f).Luma, -0.25f);
        var blush = wardrobe.Skin.To(Rgb.Hex(0xC8503F), 0.45f);
        if (side != 0)
        {
            // The nose breaks the outline of a head in profile.
            brush.Blob([at(side * 0.92f, -0.12f), at(side * 1.17f, 0.24f), at(side * 1.12f, 0.34f), at(side * 0.86f, 0.36f), at(side * 0.72f, 0.1f)], skin);
        }

        for (var i = 0; i < 2; i++)
        {
            var eye = turn + (i == 0 ? -0.37f : 0.37f) * (1 - 0.22f * MathF.Abs(side));
            brush.Ellipse(at(eye, 0.36f), 0.26f * rx, 0.17f * ry, Picture.Paint.Radial(at(eye, 0.36f), new(0.26f * rx, 0.17f * ry), Ramps.Between(light.Shade(blush, 0.3f), light.Shade(blush, 0.3f), 0.40f, 0)));
            Eye(brush, at, eye, rx, ry, side, time);
        }

        var nose = side == 0 ? turn : side * 0.90f;
        if (side == 0)
            brush.Limb(at(nose - 0.05f, 0.08f), 0.018f * rx, at(nose + (light.Direction.X < 0 ? 0.10f : -0.10f), 0.32f), 0.07f * rx, Picture.Paint.Flat(shade, 0.45f));
        brush.Ellipse(at(nose, 0.345f), (side == 0 ? 0.15f : 0.11f) * rx, 0.035f * ry, Picture.Paint.Flat(shade, 0.40f));
        Mouth(brush, at, turn * 1.2f, rx, ry, side);
        if (wardrobe.Beard)
            Beard(brush, at, side);
    }

    private void Eye(Brush brush, Func<float, float, Vector2> at, float x, float rx, float ry, float side, float time)
    {
        var brow = Picture.Paint.Flat(light.Shade(wardrobe.Hair * 0.75f, 0), 0.92f);
        brush.Limb(at(x - 0.19f, -0.185f), 0.030f * rx, at(x + 0.19f, -0.185f), 0.030f * rx, brow);
        // A blink every few seconds.
        var lid = time % 3.7f > 3.55f;
        if (!lid)
        {
            brush.Ellipse(at(x, 0.02f), 0.175f * rx, 0.085f * ry, Picture.Paint.Flat(light.Shade(new Rgb(0.93f, 0.91f, 0.88f), 0.35f)));
            brush.Ellipse(at(x + side * 0.06f, 0.02f), 0.085f * rx, 0.080f * ry, Picture.Paint.Flat(new Rgb(0.16f, 0.10f, 0.07f)));
            brush.Ellipse(at(x + side * 0.06f + 0.035f, -0.01f), 0.025f * rx, 0.022f * ry, Picture.Paint.Flat(new Rgb(1, 1, 1), 0.9f));
        }

        var lash = Picture.Paint.Flat(new Rgb(0.09f, 0.06f, 0.05f), 0.9f);
        brush.Limb(at(x - 0.18f, lid ? 0.05f : -0.02f), 0.012f * rx, at(x, lid ? 0.07f : -0.065f), 0.026f * rx, lash);
        brush.Limb(at(x, lid ? 0.07f : -0.065f), 0.026f * rx, at(x + 0.18f, lid ? 0.05f : -0.02f), 0.012f * rx, lash);
    }

    private void Mouth(Brush brush, Func<float, float, Vector2> at, float x, float rx, float ry, float side)
    {
        var lip = light.Shade(wardrobe.Skin.To(Rgb.Hex(0x9E3A34), 0.55f), 0.3f);
        var half = side == 0 ? 0.24f : 0.19f;
        brush.Blob([at(x - half, 0.585f), at(x, 0.555f), at(x + half, 0.585f), at(x, 0.675f)], Picture.Paint.Flat(lip));
        brush.Limb(at(x - half, 0.585f), 0.010f * rx, at(x + half, 0.585f), 0.010f * rx, Picture.Paint.Flat(lip * 0.5f, 0.75f));
        brush.Ellipse(at(x, 0.74f), 0.16f * rx, 0.03f * ry, Picture.Paint.Flat(light.Shade(wardrobe.Skin * 0.7f, -0.2f), 0.35f));
    }

    private void Beard(Brush brush, Func<float, float, Vector2> at, float side)
    {
        var turn = side * 0.22f;
        brush.Blob([at(-0.90f + turn * 0.3f, 0.26f), at(-0.52f + turn, 0.44f), at(-0.30f + turn, 0.485f), at(0.30f + turn, 0.485f), at(0.52f + turn, 0.44f), at(0.90f + turn * 0.3f, 0.26f), at(0.72f + turn, 0.86f), at(turn, 1.16f), at(-0.72f + turn, 0.86f)], light.Sphere(wardrobe.Hair, at(turn, 0.4f), (at(1.1f, 1.3f) - at(0, 0.4f)) * new Vector2(1, 1)));
        var lip = light.Shade(wardrobe.Skin.To(Rgb.Hex(0x9E3A34), 0.5f), 0.2f);
        brush.Blob([at(turn * 1.6f - 0.19f, 0.61f), at(turn * 1.6f, 0.59f), at(turn * 1.6f + 0.19f, 0.61f), at(turn * 1.6f, 0.68f)], Picture.Paint.Flat(lip));
    }

    private void Hair(Brush brush, Func<float, float, Vector2> at, float rx, float ry, float side)
    {
        var paint = light.Sphere(wardrobe.Hair, at(0, -0.35f), new Vector2(rx, ry) * 1.25f);
        if (facing == Facing.Away)
        {
            var low = wardrobe.LongHair ? 1.9f : 0.72f;
            brush.Blob([at(0, -1.13f), at(0.86f, -0.86f), at(1.09f, -0.1f), at(0.95f, low * 0.8f), at(0, low), at(-0.95f, low * 0.8f), at(-1.09f, -0.1f), at(-0.86f, -0.86f)], paint);
            return;
        }

        if (side == 0)
        {
            brush.Blob([at(0, -1.15f), at(0.80f, -0.92f), at(1.10f, -0.2f), at(1.0f, 0.16f), at(0.86f, -0.24f), at(0.55f, -0.56f), at(-0.1f, -0.46f), at(-0.66f, -0.50f), at(-0.88f, -0.2f), at(-1.0f, 0.16f), at(-1.10f, -0.2f), at(-0.80f, -0.92f)], paint);
        }
        else
        {
            Vector2 S(float x, float y) => at(x * side, y);
            brush.Blob([S(0.15f, -1.16f), S(0.78f, -0.92f), S(0.96f, -0.50f), S(0.62f, -0.52f), S(0.18f, -0.42f), S(-0.14f, -0.10f), S(-0.22f, 0.22f), S(-0.52f, 0.62f), S(-0.98f, 0.46f), S(-1.13f, -0.2f), S(-0.82f, -0.92f)], paint);
            brush.Ellipse(S(-0.26f, 0.12f), 0.13f * rx, 0.19f * ry, Picture.Paint.Flat(light.Shade(wardrobe.Skin * 0.9f, 0.15f)));
        }

        var shine = light.Shade(wardrobe.Hair.To(mood.SunColour, 0.45f), 0.9f);
        var (gleam, radii) = (at(light.Direction.X < 0 ? -0.42f : 0.42f, -0.74f), new Vector2(0.42f * rx, 0.26f * ry));
        brush.Ellipse(gleam, radii.X, radii.Y, Picture.Paint.Radial(gleam, radii, Ramps.Between(shine, shine, 0.34f, 0)));
    }

    private void Hat(Brush brush, Func<float, float, Vector2> at, float rx, float ry, float side, Rgb colour)
    {
        var paint = light.Sphere(colour, at(0, -0.7f), new Vector2(rx * 1.2f, ry));
        brush.Blob([at(-1.05f, -0.48f), at(-0.98f, -1.0f), at(-0.5f, -1.36f), at(0.5f, -1.36f), at(0.98f, -1.0f), at(1.05f, -0.48f), at(0, -0.40f)], paint);
        brush.Limb(at(-1.06f, -0.50f), 0.13f * rx, at(1.06f, -0.50f), 0.13f * rx, light.Cylinder(colour * 0.82f, at(-1.1f, -0.5f), at(1.1f, -0.5f)));
    }
}
