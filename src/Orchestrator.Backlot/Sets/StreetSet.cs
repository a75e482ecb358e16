using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>A city street: towers in the haze, lit fronts on both sides, lamps, a road that mirrors them by night and rain.</summary>
internal static class StreetSet
{
    public static List<SetLayer> Build(Mood mood)
    {
        var curb = mood.Framing switch { Framing.Wide => 0.70f, Framing.Medium => 0.82f, _ => 0.98f };
        return
        [
            Backcloth.Sky(mood),
            Backcloth.Clouds(mood),
            new(0.25f, brush => Towers(brush, mood)) { Blur = mood.Softness(0.35f), Until = mood.Horizon + 0.1f },
            new(0.55f, brush => Fronts(brush, mood, curb)) { Blur = mood.Softness(0.55f), Until = curb + 0.02f },
            new(0.75f, brush => Lamps(brush, mood, curb)) { Blur = mood.Softness(0.72f) },
            new(0.95f, brush => Road(brush, mood, curb)) { From = curb - 0.01f, Blur = mood.Softness(0.93f) },
            new(1.4f, brush => Bokeh(brush, mood)) { Blur = 0.006f },
        ];
    }

    private static bool Lit(Mood mood) => mood.Time is DayTime.Night or DayTime.Dusk;

    private static void Towers(Brush brush, Mood mood)
    {
        var step = 0.15f * mood.Detail;
        for (var i = (int)(brush.Canvas.Left / step) - 2; i < brush.Canvas.Right / step + 1; i++)
        {
            var h = mood.Detail * (0.10f + 0.34f * MathF.Pow(Lot.At(mood.Lot, i, 1), 1.5f));
            var w = step * (0.75f + 0.6f * Lot.At(mood.Lot, i, 2));
            var colour = mood.Hazed(mood.Surface(1, 0.3f), 0.62f - 0.25f * Lot.At(mood.Lot, i, 3));
            Block(brush, mood, i * step, mood.Horizon + 0.1f, w, h + 0.1f, colour, 0.014f * mood.Detail, 0.28f, i);
        }

        Backcloth.Haze(brush, mood.SkyLow, mood.Horizon - 0.30f, mood.Horizon + 0.08f, 0.55f);
    }

    private static void Fronts(Brush brush, Mood mood, float curb)
    {
        var step = 0.52f * mood.Detail;
        var middle = mood.Aspect / 2;
        for (var i = (int)((brush.Canvas.Left - middle) / step) - 2; i < (brush.Canvas.Right - middle) / step + 1; i++)
        {
            var colour = mood.Surface(Lot.At(mood.Lot, i, 30) > 0.45f ? 0 : 1, 0.26f + 0.24f * Lot.At(mood.Lot, i, 31));
            // The street opens in the middle of the picture.
            var open = Ease.Smooth(0, 1.4f, MathF.Abs(i + 0.5f) - 0.2f);
            var h = curb * (0.35f + 0.75f * open + 0.25f * Lot.At(mood.Lot, i, 32));
            var x = middle + i * step;
            Block(brush, mood, x, curb, step * 0.985f, h, colour, 0.036f * mood.Detail, 0.5f, i + 500);
        }

        Backcloth.Wear(brush.Canvas, 0.13f, 2.4f, 2.4f);
        Backcloth.Wear(brush.Canvas, 0.08f, 9f, 5f);
        for (var i = (int)((brush.Canvas.Left - middle) / step) - 2; i < (brush.Canvas.Right - middle) / step + 1; i++)
            Shop(brush, mood, middle + i * step, curb, step * 0.985f, i);
    }

    private static void Block(Brush brush, Mood mood, float x, float floor, float w, float h, Rgb colour, float cell, float litShare, int i)
    {
        var sunny = mood.SunX > x ? 0.82f : 1.1f;
        brush.Rect(x, floor - h, x + w, floor, Paint.Linear(new(x, floor - h), new(x + w * 0.3f, floor), colour * sunny * 1.12f, colour * sunny * 0.78f));
        brush.Rect(x, floor - h, x + w, floor - h + cell * 0.28f, Paint.Flat(colour * 1.25f));
        var dark = Paint.Flat(colour.To(mood.SkyTop, 0.3f) * 0.58f);
        var warm = Paint.Linear(new(0, 0), new(0, 0.2f), Rgb.Hex(0xFFDFA0), Rgb.Hex(0xF2B45E));
        var cold = Paint.Flat(Rgb.Hex(0xBFD8F2));
        var lit = Lit(mood) ? litShare : mood.Time == DayTime.Dawn ? 0.12f : 0.02f;
        for (var row = 0; row * cell * 1.7f < h - cell * 2.2f; row++)
        {
            for (var column = 0; (column + 1) * cell * 1.45f < w; column++)
            {
                var left = x + cell * 0.35f + column * cell * 1.45f;
                var top = floor - h + cell * 0.7f + row * cell * 1.7f;
                var draw = Lot.At(mood.Lot, i * 131 + column, 40 + row);
                brush.Rect(left, top, left + cell * 0.8f, top + cell * 1.1f, draw < lit ? (draw < lit * 0.8f ? warm : cold) : dark);
            }
        }
    }

    private static void Shop(Brush brush, Mood mood, float x, float curb, float w, int i)
    {
        var h = 0.150f * mood.Detail;
        var glow = Lit(mood) ? Rgb.Hex(0xFFD08A).To(mood.Colour(2).AtLuma(0.7f), 0.22f) : mood.SkyLow.To(mood.Surface(1, 0.3f), 0.6f);
        var stone = mood.Surface(1, 0.20f);
        brush.Rect(x, curb - h * 1.42f, x + w, curb, Paint.Linear(new(0, curb - h * 1.42f), new(0, curb), stone * 1.2f, stone * 0.8f));
        var (left, right) = (x + w * 0.05f, x + w * 0.95f);
        brush.Rect(left, curb - h, right, curb - h * 0.12f, Paint.Linear(new(0, curb - h), new(0, curb), Ramps.Stops((0, glow * 1.05f), (0.55f, glow * 0.80f), (1, glow * 0.42f))));
        Goods(brush, mood, left, curb - h * 0.12f, right - left, h, i);
        for (var k = 0; k <= 4; k++)
        {
            var bar = left + (right - left) * k / 4;
            brush.Rect(bar - w * 0.008f, curb - h, bar + w * 0.008f, curb - h * 0.1f, Paint.Flat(stone * 0.5f));
        }

        Awning(brush, mood, x, curb - h * 1.15f, w, h * 0.38f, i);
        var sign = mood.Surface(2 + i, 0.34f) * (Lit(mood) ? 1.5f : 1);
        brush.Rect(x + w * 0.16f, curb - h * 1.37f, x + w * 0.84f, curb - h * 1.20f, Paint.Linear(new(0, curb - h * 1.37f), new(0, curb - h * 1.2f), sign * 0.75f, sign * 0.5f));
        for (var k = 0; k < 6; k++)
        {
            if (Lot.At(mood.Lot, i * 5 + k, 66) > 0.2f)
                brush.Rect(x + w * (0.24f + 0.09f * k), curb - h * 1.33f, x + w * (0.295f + 0.09f * k), curb - h * 1.24f, Paint.Flat(Rgb.Hex(0xFFF0CC) * (Lit(mood) ? 1 : 0.8f * mood.Daylight), 0.85f));
        }

        if (Lit(mood))
            brush.Glow(new(x + w / 2, curb - h * 0.5f), w * 0.7f, glow, 0.30f);
    }

    private static void Goods(Brush brush, Mood mood, float left, float floor, float width, float h, int i)
    {
        for (var k = 0; k < 14; k++)
        {
            var at = left + width * (k + 0.5f) / 14;
            var tall = h * (0.10f + 0.26f * Lot.At(mood.Lot, i * 17 + k, 61));
            var half = width * 0.022f;
            var colour = mood.Surface(k + i, 0.34f) * (Lit(mood) ? 1.6f : 1);
            if (Lot.At(mood.Lot, i * 17 + k, 62) > 0.5f)
                brush.Rect(at - half, floor - tall, at + half, floor, Paint.Flat(colour, 0.85f));
            else
                brush.Ellipse(new(at, floor - tall * 0.5f), half, tall * 0.5f, Paint.Flat(colour, 0.85f));
            if (Lot.At(mood.Lot, i * 17 + k, 63) > 0.6f)
                brush.Ellipse(new(at, floor - h * 0.72f), h * 0.035f, h * 0.035f, Paint.Flat(Rgb.Hex(0xFFF4D8), Lit(mood) ? 0.95f : 0.3f));
        }
    }

    private static void Awning(Brush brush, Mood mood, float x, float top, float w, float drop, int i)
    {
        const int Stripes = 12;
        var cloth = mood.Surface(2 + (i & 1), 0.40f) * (Lit(mood) ? 1.35f : 1);
        var pale = cloth.To(new Rgb(0.92f, 0.89f, 0.82f) * MathF.Min(1, mood.Daylight * 1.5f), 0.78f);
        for (var k = 0; k < Stripes; k++)
        {
            var (a, b) = (k / (float)Stripes, (k + 1) / (float)Stripes);
            var colour = (k & 1) == 0 ? cloth : pale;
            var (low, wide) = (top + drop, w * 0.03f);
            brush.Polygon([new(x + w * a, top), new(x + w * b, top), new(x - wide + (w + 2 * wide) * b, low), new(x - wide + (w + 2 * wide) * a, low)], Paint.Linear(new(0, top), new(0, low), colour * 1.08f, colour * 0.78f));
            var centre = new Vector2(x - wide + (w + 2 * wide) * (a + b) / 2, low);
            brush.Ellipse(centre, (w + 2 * wide) / Stripes / 2, drop * 0.16f, Paint.Flat(colour * 0.74f));
        }
    }

    private static void Lamps(Brush brush, Mood mood, float curb)
    {
        var step = 0.74f * mood.Detail;
        var iron = new Rgb(0.07f, 0.08f, 0.09f).To(mood.SkyTop, 0.1f);
        var height = 0.52f * mood.Detail;
        for (var i = (int)(brush.Canvas.Left / step) - 2; i < brush.Canvas.Right / step + 2; i++)
        {
            var foot = new Vector2(i * step + 0.18f, curb + 0.03f);
            var head = foot - new Vector2(0, height);
            brush.Limb(foot, 0.008f * mood.Detail, head, 0.004f * mood.Detail, Paint.Flat(iron));
            brush.Line(head, head + new Vector2(0.06f, -0.01f) * mood.Detail, 0.006f * mood.Detail, Paint.Flat(iron));
            var bulb = head + new Vector2(0.06f, 0.008f) * mood.Detail;
            var size = 0.013f * mood.Detail;
            var lamp = Lit(mood) ? Rgb.Hex(0xFFE9BC) : mood.SkyLow;
            brush.Ellipse(bulb, size, size * 1.2f, Paint.Flat(lamp));
            if (!Lit(mood))
                continue;
            brush.Glow(bulb, 0.24f * mood.Detail, Rgb.Hex(0xFFC873), 0.42f);
            brush.Glow(bulb, 0.06f * mood.Detail, Rgb.Hex(0xFFE3AC), 0.8f);
        }
    }

    private static void Road(Brush brush, Mood mood, float curb)
    {
        var canvas = brush.Canvas;
        var stone = mood.Surface(0, 0.27f).To(Rgb.Hex(0x55565A) * mood.Daylight, 0.5f);
        var wet = Lit(mood) || mood.Weather == Weather.Rain;
        brush.Rect(canvas.Left, curb, canvas.Right, canvas.Bottom, Paint.Linear(new(0, curb), new(0, curb + 0.4f), stone.To(mood.SkyLow, 0.30f), stone * 0.6f));
        brush.Rect(canvas.Left, curb, canvas.Right, curb + 0.012f, Paint.Flat(stone.To(mood.SkyLow, 0.5f)));
        Joints(brush, mood, curb, stone);
        Backcloth.Wear(canvas, 0.22f, 2f, 7f, curb);
        Backcloth.Wear(canvas, 0.14f, 8f, 21f, curb);
        if (wet)
            Mirrors(brush, mood, curb);
    }

    private static void Joints(Brush brush, Mood mood, float curb, Rgb stone)
    {
        var canvas = brush.Canvas;
        var joint = Paint.Flat(stone * 0.4f, 0.55f);
        var eye = new Vector2(mood.Aspect / 2, mood.Horizon);
        for (var k = 1; k < 12; k++)
        {
            var y = curb + 0.004f + 0.011f * k * (1 + 0.32f * k);
            brush.Rect(canvas.Left, y, canvas.Right, y + 0.0012f + 0.0003f * k, joint);
        }

        for (var i = -60; i < 60; i++)
        {
            var foot = new Vector2(eye.X + i * 0.13f, 1.4f);
            brush.Line(Vector2.Lerp(eye, foot, (curb - eye.Y) / (foot.Y - eye.Y)), foot, 0.002f, joint);
        }
    }

    private static void Mirrors(Brush brush, Mood mood, float curb)
    {
        var step = 0.26f * mood.Detail;
        for (var i = (int)(brush.Canvas.Left / step) - 1; i < brush.Canvas.Right / step + 1; i++)
        {
            var colour = (i & 3) switch { 0 => Rgb.Hex(0xFFC873), 1 => mood.Surface(2, 0.6f) * 1.4f, 2 => Rgb.Hex(0xFFDFA8), _ => mood.Surface(1, 0.6f) * 1.4f };
            var centre = new Vector2(i * step + step * Lot.At(mood.Lot, i, 71), curb + 0.10f);
            var spill = new Vector2(step * 0.42f, 0.22f);
            brush.Ellipse(centre, spill.X, spill.Y, Paint.Radial(centre, spill, Ramps.Between(colour, colour, 0.16f, 0)));
            for (var k = 0; k < 9; k++)
            {
                // Broken by the stones into short strokes that get longer towards us.
                var y = curb + 0.014f + 0.0042f * k * (k + 3);
                var half = step * (0.10f + 0.22f * Lot.At(mood.Lot, i * 11 + k, 72));
                var at = new Vector2(centre.X + step * 0.18f * (Lot.At(mood.Lot, i * 13 + k, 73) - 0.5f), y);
                brush.Ellipse(at, half, 0.003f + 0.0011f * k, Paint.Radial(at, new(half, 0.003f + 0.0011f * k), Ramps.Between(colour, colour, 0.62f - 0.04f * k, 0)));
            }
        }
    }

    private static void Bokeh(Brush brush, Mood mood)
    {
        if (!Lit(mood))
            return;
        for (var i = -3; i < 12; i++)
        {
            var at = new Vector2(i * 0.3f + 0.24f * Lot.At(mood.Lot, i, 81), 0.08f + 0.36f * Lot.At(mood.Lot, i, 82) + (Lot.At(mood.Lot, i, 83) > 0.6f ? 0.5f : 0));
            var radius = 0.018f + 0.03f * Lot.At(mood.Lot, i, 84);
            var colour = (i & 1) == 0 ? Rgb.Hex(0xFFC873) : mood.Colour(i & 3).AtLuma(0.6f);
            brush.Ellipse(at, radius, radius, Paint.Radial(at, new(radius), Ramps.Between(colour, colour, 0.10f, 0.20f)));
        }
    }
}
