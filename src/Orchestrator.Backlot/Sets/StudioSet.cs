using System.Numerics;
using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Sets;

/// <summary>A photographer's studio, and any place without a name: a seamless sweep, a pool of light, two standing forms.</summary>
internal static class StudioSet
{
    public static List<SetLayer> Build(Mood mood) =>
    [
        new(0.35f, brush => Sweep(brush, mood)),
        new(0.55f, brush => Forms(brush, mood)) { Blur = 0.004f + mood.Softness(0.5f) },
        new(0.95f, brush => Floor(brush, mood)) { From = Edge(mood) - 0.13f, Blur = 0.002f },
    ];

    private static float Edge(Mood mood) => mood.Horizon + 0.22f;

    private static void Sweep(Brush brush, Mood mood)
    {
        var wall = mood.Surface(0, 0.62f);
        var deep = wall.To(mood.Surface(1, 0.34f), 0.55f);
        Backcloth.Rows(brush.Canvas, y => deep.To(wall, Ease.Smooth(-0.15f, 0.75f, y)));
        var pool = new Vector2(mood.SunX * 0.5f + mood.Aspect * 0.25f, mood.Horizon - 0.06f);
        brush.Glow(pool, 1.15f, mood.SunColour.To(wall, 0.25f), 0.34f);
        brush.Glow(pool, 0.55f, mood.SunColour.To(wall, 0.1f), 0.26f);
        Backcloth.Wear(brush.Canvas, 0.07f, 0.9f, 0.8f);
        Backcloth.Wear(brush.Canvas, 0.035f, 11f, 11f);
    }

    private static void Forms(Brush brush, Mood mood)
    {
        var floor = Edge(mood) + 0.02f;
        var size = 0.6f + 0.25f * mood.Detail;
        Arch(brush, mood, mood.Aspect * 0.5f - 0.46f * size, floor, 0.20f * size, 0.50f * size, mood.Surface(1, 0.36f));
        Ball(brush, mood, new Vector2(mood.Aspect * 0.5f + 0.58f * size, floor - 0.15f * size), 0.15f * size, mood.Surface(2, 0.46f));
        Arch(brush, mood, mood.Aspect * 0.5f + 0.86f * size, floor, 0.13f * size, 0.72f * size, mood.Surface(3, 0.40f));
        Ball(brush, mood, new Vector2(mood.Aspect * 0.5f - 0.80f * size, floor - 0.09f * size), 0.09f * size, mood.Surface(2, 0.52f));
    }

    private static void Arch(Brush brush, Mood mood, float x, float floor, float half, float height, Rgb colour)
    {
        Shadow(brush, new Vector2(x, floor), half * 1.5f);
        Span<Vector2> outline = stackalloc Vector2[24];
        for (var i = 0; i < 22; i++)
        {
            var (s, c) = MathF.SinCos(MathF.PI * i / 21);
            outline[i] = new Vector2(x - c * half, floor - height + half - s * half);
        }

        outline[22] = new Vector2(x + half, floor);
        outline[23] = new Vector2(x - half, floor);
        brush.Polygon(outline, Paint.Linear(new(x - half, 0), new(x + half, 0), Lit(mood, colour)));
    }

    private static void Ball(Brush brush, Mood mood, Vector2 centre, float radius, Rgb colour)
    {
        Shadow(brush, centre + new Vector2(0, radius), radius * 1.3f);
        var light = new Vector3(mood.SunX < mood.Aspect / 2 ? -0.6f : 0.5f, -0.5f, 0.62f);
        brush.Ellipse(centre, radius, radius, Paint.Sphere(centre, new Vector2(radius), light, Ramps.Stops((0, colour * 0.42f), (0.55f, colour * 0.8f), (0.85f, colour * 1.15f), (1, colour.To(mood.SunColour, 0.35f) * 1.1f))));
    }

    private static uint[] Lit(Mood mood, Rgb colour)
    {
        var (first, last) = mood.SunX < mood.Aspect / 2 ? (1.12f, 0.62f) : (0.62f, 1.12f);
        return Ramps.Between(colour * first, colour * last);
    }

    private static void Shadow(Brush brush, Vector2 at, float radius)
        => brush.Ellipse(at, radius, radius * 0.16f, Paint.Radial(at, new Vector2(radius, radius * 0.16f), Ramps.Between(new Rgb(0, 0, 0), new Rgb(0, 0, 0), 0.34f, 0)));

    private static void Floor(Brush brush, Mood mood)
    {
        var canvas = brush.Canvas;
        var floor = mood.Surface(0, 0.60f);
        var edge = Edge(mood);
        // The sweep has no corner: floor fades into wall.
        brush.Rect(canvas.Left, edge - 0.12f, canvas.Right, edge + 0.1f, Paint.Linear(new(0, edge - 0.12f), new(0, edge + 0.1f), Ramps.Between(floor * 0.92f, floor, 0, 1)));
        brush.Rect(canvas.Left, edge + 0.1f, canvas.Right, canvas.Bottom, Paint.Linear(new(0, edge + 0.1f), new(0, edge + 0.6f), floor, floor * 0.66f));
        Backcloth.Wear(canvas, 0.05f, 2.2f, 6f);
        Backcloth.Wear(canvas, 0.03f, 13f, 17f);
    }
}
