using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>A thing on a table, with its shadow, its reflection, and steam where it is hot.</summary>
internal sealed class Product(Article article, ShotScript script, Mood mood, Vector2 centre, ulong lot) : IPerformer
{
    private readonly KeyLight light = new(script.Light, mood);

    private readonly float size = (script.Frame.Framing switch { Framing.Wide => 0.24f, Framing.Medium => 0.40f, _ => 0.60f }) * article switch { Article.Cup or Article.Book or Article.Box => 0.82f, Article.Bottle or Article.Lamp => 1.2f, _ => 1f };

    private bool Hot => article == Article.Cup;

    private float Base => centre.Y + size / 2;

    public SetLayer? Table => article == Article.Boat
        ? null
        : new SetLayer(1, PaintTable) { From = Base - size * 0.26f, Blur = 0.0012f };

    public void Perform(Brush brush, float time, float life)
    {
        var bob = article == Article.Boat ? MathF.Sin(time * 1.4f) * 0.012f : 0;
        var foot = new Vector2(centre.X + bob, Base + bob * 0.6f);
        Shadow(brush, foot);
        ProductPainter.Paint(brush, article, foot, size, script.Likeness?.Paints is { } paints ? mood with { Colours = [.. paints] } : mood, light, time);
        if (Hot)
            Steam(brush, foot - new Vector2(0.06f * size, size * 0.80f), time, life);
    }

    private void PaintTable(Brush brush)
    {
        var canvas = brush.Canvas;
        var edge = Base - size * 0.25f;
        if (script.Place.Setting is Setting.Studio or Setting.Plain)
            Acrylic(brush, edge);
        else
            Boards(brush, edge);
        var pool = new Vector2(centre.X + light.Direction.X * size * 0.9f, Base - size * 0.04f);
        brush.Ellipse(pool, size * 1.9f, size * 0.30f, Paint.Radial(pool, new(size * 1.9f, size * 0.30f), Ramps.Between(mood.SunColour, mood.SunColour, 0.24f, 0)));
    }

    // A studio's table: one smooth sheet that mirrors the wall a little.
    private void Acrylic(Brush brush, float edge)
    {
        var canvas = brush.Canvas;
        var sheet = mood.Surface(0, 0.66f);
        brush.Rect(canvas.Left, edge, canvas.Right, canvas.Bottom, Paint.Linear(new(0, edge), new(0, edge + size * 1.2f), Ramps.Stops((0, sheet * 0.84f), (0.25f, sheet * 1.06f), (1, sheet * 0.70f))));
        brush.Rect(canvas.Left, edge - 0.003f, canvas.Right, edge + 0.003f, Paint.Flat(sheet.To(mood.SunColour, 0.5f), 0.8f));
        Backcloth.Wear(canvas, 0.035f, 0.6f, 3f);
        Backcloth.Wear(canvas, 0.022f, 12f, 12f);
        var foot = new Vector2(centre.X, Base + size * 0.02f);
        var mirror = mood.Surface(1, 0.3f);
        brush.Rect(foot.X - size * 0.19f, foot.Y, foot.X + size * 0.19f, foot.Y + size * 0.42f, Paint.Linear(foot, foot + new Vector2(0, size * 0.42f), Ramps.Between(mirror, sheet, 0.34f, 0)));
    }

    private void Boards(Brush brush, float edge)
    {
        var canvas = brush.Canvas;
        var wood = mood.Surface(0, 0.40f).To(Rgb.Hex(0x8A5632) * mood.Daylight, 0.72f);
        var far = wood.To(mood.SkyLow, 0.22f);
        brush.Rect(canvas.Left, edge, canvas.Right, canvas.Bottom, Paint.Linear(new(0, edge), new(0, edge + size * 1.3f), far, wood * 0.60f));
        Backcloth.Wear(canvas, 0.16f, 0.5f, 8f);
        Backcloth.Wear(canvas, 0.13f, 1.2f, 38f);
        var eye = new Vector2(centre.X, edge - size * 0.9f);
        for (var i = -14; i < 15; i++)
        {
            var foot = new Vector2(eye.X + (i + 0.37f) * size * 1.1f, edge + size * 2.2f);
            brush.Line(Vector2.Lerp(eye, foot, (edge - eye.Y) / (foot.Y - eye.Y)), foot, 0.0026f, Paint.Flat(wood * 0.4f, 0.6f));
        }

        brush.Rect(canvas.Left, edge - 0.002f, canvas.Right, edge + 0.004f, Paint.Flat(far.To(mood.SunColour, 0.4f), 0.7f));
    }

    private void Shadow(Brush brush, Vector2 foot)
    {
        var black = new Rgb(0.02f, 0.015f, 0.02f);
        var at = foot - new Vector2(light.Direction.X * 0.42f * size, -0.01f * size);
        var radii = new Vector2(0.72f, 0.10f) * size;
        brush.Ellipse(at, radii.X, radii.Y, Paint.Radial(at, radii, Ramps.Between(black, black, script.Light.Soft ? 0.42f : 0.62f, 0)));
        radii = new Vector2(0.46f, 0.055f) * size;
        brush.Ellipse(foot, radii.X, radii.Y, Paint.Radial(foot, radii, Ramps.Between(black, black, 0.6f, 0)));
    }

    private void Steam(Brush brush, Vector2 from, float time, float life)
    {
        var white = new Rgb(0.96f, 0.95f, 0.93f);
        for (var i = 0; i < 16; i++)
        {
            var age = (time * 0.26f + i / 16f) % 1;
            var wind = MathF.Sin(age * 5 + i * 1.7f + time * 0.8f) * 0.10f * age;
            var at = from + new Vector2((Lot.Unit(lot, (ulong)i) - 0.5f) * 0.30f + wind, -age * 0.95f) * size;
            var radius = size * (0.045f + 0.13f * age);
            var alpha = 0.30f * MathF.Sin(age * MathF.PI) * Math.Clamp(0.4f + life, 0, 1);
            brush.Ellipse(at, radius, radius * 1.3f, Paint.Radial(at, new(radius, radius * 1.3f), Ramps.Between(white, white, alpha, 0)));
        }
    }
}
