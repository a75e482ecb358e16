using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>Draws things of a given height with their foot at a place.</summary>
internal static class ProductPainter
{
    public static void Paint(Brush brush, Article article, Vector2 foot, float size, Mood mood, KeyLight light, float time)
    {
        var draw = new Draw(brush, foot, size, mood, light);
        switch (article)
        {
            case Article.Cup:
                Cup(draw);
                break;
            case Article.Mug:
                Mug(draw);
                break;
            case Article.Rope:
                Coil(draw);
                break;
            case Article.Bottle:
                Bottle(draw, time);
                break;
            case Article.Box:
                Box(draw);
                break;
            case Article.Vase:
                Vase(draw, time);
                break;
            case Article.Book:
                Book(draw);
                break;
            case Article.Phone:
                Phone(draw, time);
                break;
            case Article.Lamp:
                Lamp(draw);
                break;
            default:
                Boat(draw);
                break;
        }
    }

    private static void Cup(in Draw d)
    {
        var china = d.Mood.Colour(2).AtLuma(0.72f);
        d.Oval(0, -0.035f, 0.62f, 0.085f, china * 0.92f);
        d.Oval(0, -0.050f, 0.58f, 0.072f, china);
        d.Oval(0, -0.045f, 0.34f, 0.040f, china * 0.78f);
        CupBody(d, china);
    }

    // In a hand there is no saucer.
    private static void Mug(in Draw d)
    {
        var china = d.Mood.Colour(2).AtLuma(0.72f);
        CupBody(d, china);
    }

    private static void CupBody(in Draw d, Rgb china)
    {
        Ring(d, d.Light.Shade(china, 0.15f));
        d.Revolve(china, (-0.82f, 0.47f), (-0.60f, 0.465f), (-0.35f, 0.42f), (-0.17f, 0.33f), (-0.07f, 0.235f), (-0.03f, 0.215f));
        d.Band(d.Mood.Colour(0).AtLuma(0.34f), -0.70f, -0.63f, 0.468f, 0.466f);
        d.Oval(0, -0.82f, 0.47f, 0.100f, china * 1.05f);
        d.Oval(0, -0.812f, 0.435f, 0.086f, Rgb.Hex(0x3A2115));
        var crema = d.At(-0.05f, -0.805f);
        d.Brush.Ellipse(crema, 0.33f * d.Size, 0.058f * d.Size, Picture.Paint.Radial(crema, new(0.33f * d.Size, 0.058f * d.Size), Ramps.Between(Rgb.Hex(0xB97B45), Rgb.Hex(0x6B3D20), 0.9f, 0.1f)));
        d.Gloss(-0.24f, -0.70f, -0.20f, -0.28f, 0.035f);
    }

    private static void Ring(in Draw d, Rgb handle)
    {
        const int Joints = 20;
        var last = d.At(0.40f, -0.66f);
        for (var i = 1; i <= Joints; i++)
        {
            var (s, c) = MathF.SinCos(-MathF.PI / 2 + MathF.PI * i / Joints);
            var next = d.At(0.40f + 0.22f * c, -0.46f + 0.20f * s);
            d.Brush.Limb(last, 0.038f * d.Size, next, 0.038f * d.Size, Picture.Paint.Flat(handle * (0.75f + 0.35f * (1 - i / (float)Joints))));
            last = next;
        }
    }

    private static void Coil(in Draw d)
    {
        var hemp = Rgb.Hex(0xB99A66);
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = (0.045f * (i - 1.5f), -0.68f + 0.03f * i);
            const int Joints = 22;
            var last = d.At(x, y - 0.62f);
            for (var k = 1; k <= Joints; k++)
            {
                var (s, c) = MathF.SinCos(MathF.Tau * k / Joints);
                var next = d.At(x + (0.30f + 0.02f * i) * s, y - 0.62f * c);
                d.Brush.Limb(last, 0.050f * d.Size, next, 0.050f * d.Size, Picture.Paint.Flat(d.Light.Shade(hemp * (0.72f + 0.09f * i), 0.25f + 0.45f * s * MathF.Sign(d.Light.Direction.X))));
                last = next;
            }
        }
    }

    private static void Bottle(in Draw d, float time)
    {
        var glass = d.Mood.Colour(1).AtLuma(0.30f);
        d.Revolve(glass, (-0.97f, 0.072f), (-0.78f, 0.075f), (-0.68f, 0.11f), (-0.60f, 0.19f), (-0.50f, 0.215f), (-0.06f, 0.215f), (-0.015f, 0.19f), (0, 0.15f));
        d.Band(d.Mood.Colour(0).AtLuma(0.72f), -0.46f, -0.14f, 0.217f, 0.217f);
        d.Band(d.Mood.Colour(2).AtLuma(0.42f), -0.36f, -0.32f, 0.218f, 0.218f);
        var ink = Picture.Paint.Flat(d.Light.Shade(d.Mood.Colour(1).AtLuma(0.2f), 0.3f));
        d.Brush.Ellipse(d.At(0, -0.395f), 0.026f * d.Size, 0.026f * d.Size, ink);
        for (var i = 0; i < 3; i++)
            d.Brush.Line(d.At(-0.09f + 0.025f * i, -0.268f + 0.035f * i), d.At(0.09f - 0.025f * i, -0.268f + 0.035f * i), 0.010f * d.Size, ink);
        d.Revolve(d.Mood.Colour(2).AtLuma(0.45f), (-1.04f, 0.085f), (-1.02f, 0.092f), (-0.89f, 0.092f), (-0.88f, 0.085f));
        d.Gloss(-0.135f, -0.54f, -0.14f, -0.06f, 0.030f);
        // Light travels over the shoulder.
        d.Gloss(0.02f + 0.03f * MathF.Sin(time * 0.9f), -0.84f, 0.02f + 0.05f * MathF.Sin(time * 0.9f), -0.66f, 0.018f);
    }

    private static void Box(in Draw d)
    {
        var card = d.Mood.Colour(2).AtLuma(0.50f);
        var (front, side, top) = (d.Light.Shade(card, 0.45f), d.Light.Shade(card, d.Light.Direction.X), d.Light.Shade(card, 0.9f));
        d.Brush.Polygon([d.At(-0.46f, -0.80f), d.At(0.26f, -0.74f), d.At(0.26f, 0.02f), d.At(-0.46f, -0.05f)], Picture.Paint.Linear(d.At(-0.46f, -0.4f), d.At(0.26f, -0.3f), front * 1.08f, front * 0.86f));
        d.Brush.Polygon([d.At(0.26f, -0.74f), d.At(0.54f, -0.84f), d.At(0.54f, -0.12f), d.At(0.26f, 0.02f)], Picture.Paint.Linear(d.At(0.26f, -0.4f), d.At(0.54f, -0.4f), side * 0.95f, side * 0.7f));
        d.Brush.Polygon([d.At(-0.46f, -0.80f), d.At(-0.16f, -0.90f), d.At(0.54f, -0.84f), d.At(0.26f, -0.74f)], Picture.Paint.Flat(top));
        var ribbon = d.Mood.Colour(0).AtLuma(0.75f);
        d.Brush.Polygon([d.At(-0.16f, -0.775f), d.At(-0.04f, -0.765f), d.At(-0.04f, -0.01f), d.At(-0.16f, -0.02f)], Picture.Paint.Flat(d.Light.Shade(ribbon, 0.4f)));
        d.Brush.Polygon([d.At(-0.16f, -0.775f), d.At(-0.04f, -0.765f), d.At(0.24f, -0.866f), d.At(0.12f, -0.876f)], Picture.Paint.Flat(d.Light.Shade(ribbon, 0.9f)));
    }

    private static void Vase(in Draw d, float time)
    {
        var stem = Rgb.Hex(0x4E6B3A).To(d.Mood.Colour(1), 0.25f);
        for (var i = 0; i < 7; i++)
        {
            var lean = (i - 3) * 0.10f + 0.015f * MathF.Sin(time * 1.1f + i);
            var tip = d.At(lean * 1.7f, -0.80f - 0.16f * MathF.Cos(i - 3));
            d.Brush.Line(d.At(lean * 0.25f, -0.46f), tip, 0.016f * d.Size, Picture.Paint.Flat(d.Light.Shade(stem, 0.2f)));
            var bloom = d.Mood.Colour((i & 1) == 0 ? 2 : 0).AtLuma(0.58f);
            d.Brush.Ellipse(tip, 0.085f * d.Size, 0.075f * d.Size, d.Light.Sphere(bloom, tip, new(0.085f * d.Size)));
            d.Brush.Ellipse(tip, 0.03f * d.Size, 0.026f * d.Size, Picture.Paint.Flat(d.Light.Shade(bloom * 0.55f, 0.3f)));
        }

        d.Revolve(d.Mood.Colour(1).AtLuma(0.45f), (-0.50f, 0.13f), (-0.45f, 0.11f), (-0.34f, 0.20f), (-0.20f, 0.26f), (-0.07f, 0.20f), (0, 0.14f));
        d.Gloss(-0.12f, -0.36f, -0.15f, -0.14f, 0.028f);
    }

    private static void Book(in Draw d)
    {
        for (var i = 0; i < 3; i++)
        {
            var colour = d.Mood.Colour(i + 1).AtLuma(0.34f + 0.1f * i);
            var (y, w) = (-0.02f - 0.20f * i, 0.56f - 0.05f * i);
            d.Brush.Rect(d.At(-w, 0).X, d.At(0, y - 0.19f).Y, d.At(w, 0).X, d.At(0, y).Y, Picture.Paint.Linear(d.At(-w, 0), d.At(w, 0), d.Light.Shade(colour, 0.5f - d.Light.Direction.X * 0.5f), d.Light.Shade(colour, 0.5f + d.Light.Direction.X * 0.5f)));
            d.Brush.Rect(d.At(-w + 0.03f, 0).X, d.At(0, y - 0.165f).Y, d.At(w, 0).X, d.At(0, y - 0.025f).Y, Picture.Paint.Flat(d.Light.Shade(Rgb.Hex(0xEDE3CC), 0.4f)));
            d.Brush.Rect(d.At(-w - 0.015f, 0).X, d.At(0, y - 0.19f).Y, d.At(-w + 0.05f, 0).X, d.At(0, y).Y, Picture.Paint.Flat(d.Light.Shade(colour, 0.3f)));
        }
    }

    private static void Phone(in Draw d, float time)
    {
        var body = new Rgb(0.10f, 0.10f, 0.12f);
        d.Brush.Blob([d.At(-0.24f, -0.97f), d.At(0.24f, -0.97f), d.At(0.26f, -0.94f), d.At(0.26f, -0.03f), d.At(0.24f, 0), d.At(-0.24f, 0), d.At(-0.26f, -0.03f), d.At(-0.26f, -0.94f)], d.Light.Cylinder(body * 2.2f, d.At(-0.26f, -0.5f), d.At(0.26f, -0.5f)));
        d.Brush.Rect(d.At(-0.235f, 0).X, d.At(0, -0.94f).Y, d.At(0.235f, 0).X, d.At(0, -0.04f).Y, Picture.Paint.Linear(d.At(-0.2f, -0.94f), d.At(0.2f, -0.04f), d.Mood.Colour(0).AtLuma(0.62f), d.Mood.Colour(1).AtLuma(0.36f)));
        var disc = d.At(0.02f * MathF.Sin(time), -0.60f);
        d.Brush.Ellipse(disc, 0.12f * d.Size, 0.12f * d.Size, Picture.Paint.Flat(d.Mood.Colour(2).AtLuma(0.6f)));
        d.Gloss(-0.15f, -0.90f, -0.05f, -0.30f, 0.02f);
    }

    private static void Lamp(in Draw d)
    {
        var brass = Rgb.Hex(0xA87B3A).To(d.Mood.Colour(2), 0.3f);
        d.Revolve(brass, (-0.60f, 0.03f), (-0.12f, 0.03f), (-0.06f, 0.16f), (0, 0.20f));
        d.Revolve(d.Mood.Colour(0).AtLuma(0.78f), (-1.0f, 0.22f), (-0.56f, 0.40f));
        d.Brush.Glow(d.At(0, -0.62f), 0.9f * d.Size, Rgb.Hex(0xFFD890), 0.55f);
    }

    private static void Boat(in Draw d)
    {
        var hull = d.Mood.Colour(1).AtLuma(0.30f);
        var sail = d.Mood.Colour(2).AtLuma(0.72f);
        d.Brush.Line(d.At(0, -1.0f), d.At(0, -0.18f), 0.018f * d.Size, Picture.Paint.Flat(d.Light.Shade(Rgb.Hex(0x5A3E28), 0.2f)));
        d.Brush.Blob([d.At(0.02f, -0.97f), d.At(0.30f, -0.55f), d.At(0.42f, -0.22f), d.At(0.02f, -0.22f)], Picture.Paint.Linear(d.At(0, -0.6f), d.At(0.42f, -0.3f), d.Light.Shade(sail, 0.8f), d.Light.Shade(sail, 0.0f)));
        d.Brush.Polygon([d.At(-0.02f, -0.90f), d.At(-0.02f, -0.22f), d.At(-0.34f, -0.22f)], Picture.Paint.Linear(d.At(-0.34f, -0.3f), d.At(0, -0.5f), d.Light.Shade(sail, 0.3f), d.Light.Shade(sail, 0.7f)));
        d.Brush.Blob([d.At(-0.50f, -0.18f), d.At(0.56f, -0.20f), d.At(0.40f, 0.0f), d.At(0, 0.03f), d.At(-0.38f, 0.0f)], Picture.Paint.Linear(d.At(0, -0.18f), d.At(0, 0.03f), d.Light.Shade(hull, 0.8f), d.Light.Shade(hull, -0.6f)));
    }

    // A place, a size and the light: all that the drawings above share.
    private readonly record struct Draw(Brush Brush, Vector2 Foot, float Size, Mood Mood, KeyLight Light)
    {
        public Vector2 At(float x, float y) => Foot + new Vector2(x, y) * Size;

        public void Oval(float x, float y, float rx, float ry, Rgb material)
            => Brush.Ellipse(At(x, y), rx * Size, ry * Size, Light.Cylinder(material, At(x - rx, y), At(x + rx, y)));

        /// <summary>A turned body: half widths at heights, closed by a curved foot.</summary>
        public void Revolve(Rgb material, params ReadOnlySpan<(float Y, float Half)> profile)
        {
            const int Steps = 4;
            Span<(float Y, float Half)> curve = stackalloc (float, float)[(profile.Length - 1) * Steps + 1];
            for (var i = 0; i < curve.Length; i++)
                curve[i] = Between(profile, i / Steps, i % Steps / (float)Steps);
            Span<Vector2> outline = stackalloc Vector2[curve.Length * 2 + 9];
            var n = 0;
            foreach (var (y, half) in curve)
                outline[n++] = At(half, y);
            var (low, wide) = profile[^1];
            for (var i = 1; i < 10; i++)
            {
                var (s, c) = MathF.SinCos(MathF.PI * i / 10);
                outline[n++] = At(wide * c, low + wide * 0.18f * s);
            }

            for (var i = curve.Length - 1; i >= 0; i--)
                outline[n++] = At(-curve[i].Half, curve[i].Y);
            var most = 0f;
            foreach (var (_, half) in profile)
                most = MathF.Max(most, half);
            Brush.Polygon(outline, Light.Cylinder(material, At(-most, 0), At(most, 0)));
        }

        // Through the given points, and smooth between them.
        private static (float Y, float Half) Between(ReadOnlySpan<(float Y, float Half)> profile, int i, float t)
        {
            var (b, c) = (profile[i], profile[Math.Min(i + 1, profile.Length - 1)]);
            var (a, d) = (profile[Math.Max(i - 1, 0)], profile[Math.Min(i + 2, profile.Length - 1)]);
            return (b.Y + (c.Y - b.Y) * t, Cubic(a.Half, b.Half, c.Half, d.Half, t));
        }

        private static float Cubic(float a, float b, float c, float d, float t)
            => 0.5f * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

        public void Band(Rgb material, float top, float low, float topHalf, float lowHalf)
        {
            const int Points = 18;
            Span<Vector2> outline = stackalloc Vector2[2 * Points];
            for (var i = 0; i < Points; i++)
            {
                var (s, c) = MathF.SinCos(MathF.PI * i / (Points - 1));
                outline[i] = At(-topHalf * c, top + 0.13f * s * topHalf);
                outline[2 * Points - 1 - i] = At(-lowHalf * c, low + 0.13f * s * lowHalf);
            }

            Brush.Polygon(outline, Light.Cylinder(material, At(-topHalf, 0), At(topHalf, 0)));
        }

        /// <summary>A streak of reflected light.</summary>
        public void Gloss(float x0, float y0, float x1, float y1, float width)
            => Brush.Limb(At(x0, y0), width * Size * 0.6f, At(x1, y1), width * Size * 0.4f, Picture.Paint.Linear(At(x0, y0), At(x1, y1), Ramps.Between(new Rgb(1, 1, 1), new Rgb(1, 1, 1), 0.55f, 0.08f)));
    }
}
