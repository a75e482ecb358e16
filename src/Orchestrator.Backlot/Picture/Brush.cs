using System.Numerics;
using System.Runtime.CompilerServices;

namespace Orchestrator.Backlot.Picture;

/// <summary>Draws antialiased shapes, given in world units, on a canvas.</summary>
internal sealed class Brush(Canvas canvas, Grade? grade = null)
{
    private readonly Coverage coverage = new();
    private Vector2[] points = new Vector2[256];

    /// <summary>World units to pixels; figures move it as the camera moves.</summary>
    public Vector2 Origin { get; set; } = new(canvas.Left, canvas.Top);

    public float Scale { get; set; } = canvas.Density;

    public Canvas Canvas => canvas;

    public void Rect(float left, float top, float right, float bottom, in Paint paint)
        => Polygon([new(left, top), new(right, top), new(right, bottom), new(left, bottom)], paint);

    public void Ellipse(Vector2 centre, float rx, float ry, in Paint paint, float angle = 0)
    {
        Span<Vector2> ring = stackalloc Vector2[40];
        var (sin, cos) = MathF.SinCos(angle);
        for (var i = 0; i < ring.Length; i++)
        {
            var (s, c) = MathF.SinCos(i * MathF.Tau / ring.Length);
            ring[i] = centre + new Vector2(c * rx * cos - s * ry * sin, c * rx * sin + s * ry * cos);
        }

        Polygon(ring, paint);
    }

    /// <summary>A rounded, tapered stroke from one joint to another.</summary>
    public void Limb(Vector2 from, float fromRadius, Vector2 to, float toRadius, in Paint paint)
    {
        Span<Vector2> ring = stackalloc Vector2[28];
        var axis = to - from;
        var angle = MathF.Atan2(axis.Y, axis.X);
        var half = ring.Length / 2;
        for (var i = 0; i < half; i++)
        {
            var turn = MathF.PI * i / (half - 1);
            var (s, c) = MathF.SinCos(angle - MathF.PI / 2 + turn);
            ring[i] = to + new Vector2(c, s) * toRadius;
            (s, c) = MathF.SinCos(angle + MathF.PI / 2 + turn);
            ring[half + i] = from + new Vector2(c, s) * fromRadius;
        }

        Polygon(ring, paint);
    }

    public void Line(Vector2 from, Vector2 to, float width, in Paint paint) => Limb(from, width / 2, to, width / 2, paint);

    /// <summary>A closed, smooth outline through the given points.</summary>
    public void Blob(ReadOnlySpan<Vector2> knots, in Paint paint)
    {
        const int Steps = 7;
        Span<Vector2> ring = stackalloc Vector2[knots.Length * Steps];
        for (var i = 0; i < knots.Length; i++)
        {
            var (a, b) = (knots[(i + knots.Length - 1) % knots.Length], knots[i]);
            var (c, d) = (knots[(i + 1) % knots.Length], knots[(i + 2) % knots.Length]);
            for (var k = 0; k < Steps; k++)
            {
                var t = k / (float)Steps;
                ring[i * Steps + k] = 0.5f * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
            }
        }

        Polygon(ring, paint);
    }

    /// <summary>Light added around a point, falling off to nothing at the radius.</summary>
    public void Glow(Vector2 centre, float radius, Rgb colour, float strength)
    {
        if (grade is not null)
            colour = grade.Map(colour);
        var c = (centre - Origin) * Scale;
        var r = radius * Scale;
        var (x0, x1) = (Math.Max(0, (int)(c.X - r)), Math.Min(canvas.Width, (int)(c.X + r) + 1));
        var (y0, y1) = (Math.Max(0, (int)(c.Y - r)), Math.Min(canvas.Height, (int)(c.Y + r) + 1));
        var (red, green, blue) = ((int)(colour.R * strength * 256), (int)(colour.G * strength * 256), (int)(colour.B * strength * 256));
        var solid = colour.Pack();
        for (var y = y0; y < y1; y++)
        {
            var row = canvas.Row(y);
            var dy = (y + 0.5f - c.Y) / r;
            for (var x = x0; x < x1; x++)
            {
                var dx = (x + 0.5f - c.X) / r;
                var d = 1 - dx * dx - dy * dy;
                if (d <= 0)
                    continue;
                var k = (int)(d * d * 256);
                // Where nothing is painted yet there is nothing to add light to: the glow is paint itself.
                row[x] = row[x] >= 0xFF000000
                    ? Screen(row[x], red * k >> 8, green * k >> 8, blue * k >> 8)
                    : Over(row[x], solid, d * d * MathF.Min(strength, 1));
            }
        }
    }

    public void Polygon(ReadOnlySpan<Vector2> outline, in Paint paint)
    {
        if (points.Length < outline.Length)
            points = new Vector2[outline.Length * 2];
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        for (var i = 0; i < outline.Length; i++)
        {
            points[i] = (outline[i] - Origin) * Scale;
            low = Vector2.Min(low, points[i]);
            high = Vector2.Max(high, points[i]);
        }

        var (x0, y0) = ((int)Math.Clamp(MathF.Floor(low.X), 0, canvas.Width), (int)Math.Clamp(MathF.Floor(low.Y), 0, canvas.Height));
        var (x1, y1) = ((int)Math.Clamp(MathF.Ceiling(high.X), 0, canvas.Width), (int)Math.Clamp(MathF.Ceiling(high.Y), 0, canvas.Height));
        if (x1 <= x0 || y1 <= y0)
            return;
        coverage.Start(x1 - x0, y1 - y0);
        var corner = new Vector2(x0, y0);
        for (var i = 0; i < outline.Length; i++)
            coverage.Edge(points[i] - corner, points[i + 1 == outline.Length ? 0 : i + 1] - corner);
        Shade(x0, y0, x1, y1, paint);
    }

    private void Shade(int x0, int y0, int x1, int y1, in Paint paint)
    {
        var ramp = grade is null ? paint.Ramp : grade.Map(paint.Ramp);
        var last = ramp.Length - 1;
        var from = (paint.From - Origin) * Scale;
        var axis = (paint.To - paint.From) * Scale;
        var radii = paint.To * Scale;
        var perLength = paint.Kind == PaintKind.Linear ? last / MathF.Max(axis.LengthSquared(), 1e-6f) : 0;
        for (var y = y0; y < y1; y++)
        {
            var steps = coverage.Row(y - y0);
            var row = canvas.Row(y)[x0..x1];
            var area = 0f;
            for (var x = 0; x < row.Length; x++)
            {
                area += steps[x];
                var share = MathF.Min(MathF.Abs(area), 1);
                if (share < 0.004f)
                    continue;
                var (px, py) = (x0 + x + 0.5f - from.X, y + 0.5f - from.Y);
                var index = paint.Kind switch
                {
                    PaintKind.Linear => (px * axis.X + py * axis.Y) * perLength,
                    PaintKind.Radial => MathF.Sqrt(px * px / (radii.X * radii.X) + py * py / (radii.Y * radii.Y)) * last,
                    PaintKind.Sphere => Ball(px / radii.X, py / radii.Y, paint.Light) * last,
                    _ => 0,
                };
                row[x] = Over(row[x], ramp[(int)Math.Clamp(index + 0.5f, 0, last)], share);
            }
        }
    }

    private static float Ball(float u, float v, Vector3 light)
    {
        var z = MathF.Sqrt(MathF.Max(0, 1 - u * u - v * v));
        return 0.5f + 0.5f * (u * light.X + v * light.Y + z * light.Z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Over(uint below, uint above, float share)
    {
        var alpha = (int)((above >> 24) * share + 0.5f);
        if (alpha >= 255)
            return above | 0xFF000000;
        var under = below >> 24;
        if (under == 255)
        {
            var k = (uint)(alpha + (alpha >> 7));
            var (evenB, evenA) = (below & 0x00FF00FF, above & 0x00FF00FF);
            var (oddB, oddA) = ((below >> 8) & 0xFF, (above >> 8) & 0xFF);
            var even = ((evenB * (256 - k) + evenA * k + 0x00800080) >> 8) & 0x00FF00FF;
            var odd = (oddB * (256 - k) + oddA * k + 0x80) & 0xFF00;
            return 0xFF000000 | even | odd;
        }

        var a = alpha / 255f;
        var rest = under / 255f * (1 - a);
        var total = a + rest;
        if (total <= 0)
            return 0;
        var (r, g, b) = (Blend(below, above, 0, a, rest, total), Blend(below, above, 8, a, rest, total), Blend(below, above, 16, a, rest, total));
        return r | (g << 8) | (b << 16) | ((uint)(total * 255 + 0.5f) << 24);
    }

    private static uint Blend(uint below, uint above, int shift, float a, float rest, float total)
        => (uint)((((above >> shift) & 255) * a + ((below >> shift) & 255) * rest) / total + 0.5f);

    private static uint Screen(uint below, int red, int green, int blue)
    {
        var r = (int)(below & 255);
        var g = (int)((below >> 8) & 255);
        var b = (int)((below >> 16) & 255);
        r += (255 - r) * Math.Min(red, 256) >> 8;
        g += (255 - g) * Math.Min(green, 256) >> 8;
        b += (255 - b) * Math.Min(blue, 256) >> 8;
        return (below & 0xFF000000) | (uint)r | ((uint)g << 8) | ((uint)b << 16);
    }
}
