using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>Rooms: a wall with a window, shelves, hanging lamps, a counter or furniture, a floor.</summary>
internal static class InteriorSet
{
    public static List<SetLayer> Build(Mood mood, Setting setting)
    {
        var floor = mood.Framing switch { Framing.Wide => 0.76f, Framing.Medium => 0.93f, _ => 1.15f };
        List<SetLayer> layers =
        [
            new(0.45f, brush => Wall(brush, mood, setting, floor)) { Blur = mood.Softness(0.45f) },
            new(0.52f, brush => Shelves(brush, mood, setting, floor)) { Blur = mood.Softness(0.5f) },
            new(0.72f, brush => Counter(brush, mood, setting, floor)) { Blur = mood.Softness(0.75f), From = floor - 0.6f * mood.Detail },
            new(0.80f, brush => Lamps(brush, mood)) { Blur = mood.Softness(0.78f), Until = mood.Horizon + 0.12f, Sway = 0.020f, Root = mood.Horizon - 1.7f },
            new(0.95f, brush => Floor(brush, mood, floor)) { From = floor - 0.002f, Blur = mood.Softness(0.95f) },
            new(1.06f, brush => Shafts(brush, mood)) { Blur = 0.012f, Sway = 0.05f, Root = -0.1f },
            new(1.40f, brush => Foreground(brush, mood)) { Blur = 0.016f, Sway = 0.07f, Root = 1.12f },
        ];
        return layers;
    }

    private static bool Dark(Mood mood) => mood.Time is DayTime.Night or DayTime.Dusk;

    private static void Wall(Brush brush, Mood mood, Setting setting, float floor)
    {
        var canvas = brush.Canvas;
        var wall = mood.Surface(0, 0.50f);
        Backcloth.Rows(canvas, y => (wall * 0.70f).To(wall, Ease.Smooth(-0.35f, 0.55f, y)));
        Backcloth.Wear(canvas, 0.10f, 0.8f, 0.8f);
        if (setting is Setting.Kitchen or Setting.Cafe)
            Tiles(brush, mood, wall);
        Backcloth.Wear(canvas, 0.07f, 8f, 8f);
        var panel = mood.Surface(1, 0.28f);
        brush.Rect(canvas.Left, floor - 0.30f * mood.Detail, canvas.Right, floor + 0.01f, Paint.Linear(new(0, floor - 0.3f * mood.Detail), new(0, floor), panel * 1.15f, panel * 0.75f));
        brush.Rect(canvas.Left, floor - 0.31f * mood.Detail, canvas.Right, floor - 0.295f * mood.Detail, Paint.Flat(panel.To(mood.SunColour, 0.25f)));
        for (var i = -20; i < 40; i++)
            brush.Rect(i * 0.16f * mood.Detail, floor - 0.29f * mood.Detail, i * 0.16f * mood.Detail + 0.004f, floor, Paint.Flat(panel * 0.55f, 0.8f));
        Window(brush, mood);
    }

    private static void Tiles(Brush brush, Mood mood, Rgb wall)
    {
        var canvas = brush.Canvas;
        var (w, h) = (0.085f * mood.Detail, 0.042f * mood.Detail);
        var joint = Paint.Flat(wall * 0.62f, 0.5f);
        for (var row = (int)(canvas.Top / h) - 1; row * h < canvas.Bottom; row++)
        {
            brush.Rect(canvas.Left, row * h, canvas.Right, row * h + 0.0022f, joint);
            for (var i = (int)(canvas.Left / w) - 1; i * w < canvas.Right; i++)
            {
                var x = (i + ((row & 1) == 0 ? 0 : 0.5f)) * w;
                brush.Rect(x, row * h, x + 0.0022f, row * h + h, joint);
                if (Lot.At(mood.Lot, i, 400 + row) > 0.8f)
                    brush.Rect(x, row * h, x + w, row * h + h, Paint.Flat(mood.Surface(0, 0.6f), 0.18f));
            }
        }
    }

    private static void Window(Brush brush, Mood mood)
    {
        var size = MathF.Sqrt(mood.Detail);
        var (w, h) = (0.44f * size, 0.42f * size);
        var middle = mood.Key == KeySide.Right ? mood.Aspect * 0.80f : mood.Aspect * 0.18f;
        var (left, top) = (middle - w / 2, mood.Horizon - 0.44f * size);
        var frame = mood.Surface(1, 0.22f);
        brush.Rect(left - 0.02f, top - 0.02f, left + w + 0.02f, top + h + 0.03f, Paint.Flat(frame));
        var outside = Dark(mood) ? 1f : 1.12f;
        brush.Rect(left, top, left + w, top + h, Paint.Linear(new(0, top), new(0, top + h), mood.SkyMiddle * outside, mood.SkyLow.To(new Rgb(1, 1, 1), Dark(mood) ? 0 : 0.4f)));
        for (var i = 0; i < 9; i++)
        {
            // Roofs across the way, or lights after dark.
            var x = left + w * i / 9f;
            var up = h * (0.18f + 0.26f * Lot.At(mood.Lot, i, 410));
            brush.Rect(x, top + h - up, x + w / 9, top + h, Paint.Flat(mood.SkyLow.To(mood.SkyTop, 0.5f) * 0.9f));
            if (Dark(mood))
                brush.Ellipse(new(x + 0.02f, top + h - up * 0.6f), 0.006f, 0.006f, Paint.Flat(Rgb.Hex(0xFFD38A)));
        }

        for (var i = 1; i < 3; i++)
            brush.Rect(left + w * i / 3 - 0.006f, top, left + w * i / 3 + 0.006f, top + h, Paint.Flat(frame));
        brush.Rect(left, top + h * 0.42f, left + w, top + h * 0.42f + 0.012f, Paint.Flat(frame));
        brush.Rect(left - 0.03f, top + h + 0.02f, left + w + 0.03f, top + h + 0.042f, Paint.Flat(frame.To(mood.SunColour, 0.4f)));
        brush.Glow(new(middle, top + h * 0.5f), 0.75f * size, mood.SkyLow.To(mood.SunColour, 0.5f), Dark(mood) ? 0.10f : 0.36f);
    }

    private static void Shelves(Brush brush, Mood mood, Setting setting, float floor)
    {
        var board = mood.Surface(1, 0.24f).To(Rgb.Hex(0x6B4A2E) * mood.Daylight, 0.55f);
        var right = mood.Key == KeySide.Right;
        // The shelves keep clear of the window.
        var clear = 0.22f * MathF.Sqrt(mood.Detail) + 0.07f;
        var left = right ? -0.5f : MathF.Max(mood.Aspect * 0.42f, mood.Aspect * 0.18f + clear);
        var width = right ? mood.Aspect * 0.80f - clear - left : mood.Aspect;
        for (var shelf = 0; shelf < 3; shelf++)
        {
            var y = mood.Horizon - 0.33f * mood.Detail + shelf * 0.155f * mood.Detail;
            brush.Rect(left, y + 0.012f, left + width, y + 0.045f * mood.Detail, Paint.Linear(new(0, y), new(0, y + 0.045f * mood.Detail), Ramps.Between(new Rgb(0, 0, 0), new Rgb(0, 0, 0), 0.3f, 0)));
            Row(brush, mood, setting, left, width, y, shelf);
            brush.Rect(left, y, left + width, y + 0.015f * mood.Detail, Paint.Linear(new(0, y), new(0, y + 0.015f * mood.Detail), board.To(mood.SunColour, 0.2f), board * 0.7f));
        }
    }

    private static void Row(Brush brush, Mood mood, Setting setting, float left, float width, float y, int shelf)
    {
        var step = (setting == Setting.Office ? 0.020f : 0.052f) * mood.Detail;
        for (var i = 0; i * step < width - step; i++)
        {
            var draw = Lot.At(mood.Lot, i, 420 + shelf);
            if (draw < 0.16f)
                continue;
            var colour = mood.Surface(i + shelf, 0.26f + 0.34f * Lot.At(mood.Lot, i, 430 + shelf));
            var tall = step * (setting == Setting.Office ? 3.6f : 1.1f) * (0.65f + 0.6f * Lot.At(mood.Lot, i, 440 + shelf));
            var x = left + i * step + step * 0.12f;
            var w = step * (setting == Setting.Office ? 0.86f : 0.68f);
            var paint = Paint.Linear(new(x, 0), new(x + w, 0), Ramps.Stops((0, colour * 0.75f), (0.3f, colour.To(mood.SunColour, 0.35f)), (1, colour * 0.55f)));
            if (setting == Setting.Office || draw > 0.72f)
                brush.Rect(x, y - tall, x + w, y, paint);
            else
                brush.Blob([new(x + w * 0.25f, y - tall), new(x + w * 0.75f, y - tall), new(x + w * 0.8f, y - tall * 0.72f), new(x + w, y - tall * 0.45f), new(x + w * 0.92f, y), new(x + w * 0.08f, y), new(x, y - tall * 0.45f), new(x + w * 0.2f, y - tall * 0.72f)], paint);
        }
    }

    private static void Counter(Brush brush, Mood mood, Setting setting, float floor)
    {
        var canvas = brush.Canvas;
        if (setting is Setting.Room or Setting.Office)
        {
            Sofa(brush, mood, floor);
            return;
        }

        var top = floor - 0.29f * mood.Detail;
        var body = mood.Surface(1, 0.24f);
        var wood = mood.Surface(0, 0.36f).To(Rgb.Hex(0x8A5A34) * mood.Daylight, 0.55f);
        brush.Rect(canvas.Left, top, canvas.Right, floor + 0.02f, Paint.Linear(new(0, top), new(0, floor), body * 1.05f, body * 0.55f));
        for (var i = -30; i < 60; i++)
            brush.Rect(i * 0.055f * mood.Detail, top, i * 0.055f * mood.Detail + 0.003f, floor, Paint.Flat(body * 0.5f, 0.7f));
        brush.Rect(canvas.Left, top - 0.022f * mood.Detail, canvas.Right, top + 0.008f * mood.Detail, Paint.Linear(new(0, top - 0.022f * mood.Detail), new(0, top + 0.008f * mood.Detail), wood.To(mood.SunColour, 0.35f), wood * 0.7f));
        Machine(brush, mood, new Vector2(mood.Aspect * (mood.Key == KeySide.Right ? 0.24f : 0.78f), top - 0.02f * mood.Detail));
        for (var i = -6; i < 14; i++)
        {
            if (Lot.At(mood.Lot, i, 450) < 0.45f)
                continue;
            var (x, s) = (i * 0.19f * mood.Detail, 0.022f * mood.Detail);
            var colour = mood.Surface(i + 2, 0.6f);
            brush.Polygon([new(x - s, top - 3 * s), new(x + s, top - 3 * s), new(x + 0.75f * s, top - s), new(x - 0.75f * s, top - s)], Paint.Linear(new(x - s, 0), new(x + s, 0), colour * 1.05f, colour * 0.6f));
        }

        Backcloth.Wear(canvas, 0.10f, 3f, 9f);
    }

    private static void Machine(Brush brush, Mood mood, Vector2 at)
    {
        var s = 0.11f * mood.Detail;
        var steel = new Rgb(0.62f, 0.63f, 0.64f).To(mood.Colour(0), 0.2f) * mood.Daylight;
        var shine = Ramps.Stops((0, steel * 1.15f), (0.35f, steel * 0.6f), (0.5f, steel * 1.3f), (1, steel * 0.45f));
        brush.Rect(at.X - 1.2f * s, at.Y - 1.7f * s, at.X + 1.2f * s, at.Y - 1.0f * s, Paint.Linear(at - new Vector2(0, 1.7f * s), at - new Vector2(0, s), shine));
        brush.Rect(at.X - 1.1f * s, at.Y - 1.0f * s, at.X + 1.1f * s, at.Y - 0.35f * s, Paint.Flat(steel * 0.3f));
        brush.Rect(at.X - 1.3f * s, at.Y - 0.35f * s, at.X + 1.3f * s, at.Y, Paint.Linear(at - new Vector2(0, 0.35f * s), at, shine));
        for (var i = -1; i <= 1; i += 2)
        {
            brush.Rect(at.X + i * 0.55f * s - 0.13f * s, at.Y - 1.05f * s, at.X + i * 0.55f * s + 0.13f * s, at.Y - 0.8f * s, Paint.Flat(steel * 0.9f));
            brush.Line(new(at.X + i * 0.55f * s, at.Y - 0.85f * s), new(at.X + i * 0.55f * s + 0.3f * s, at.Y - 0.78f * s), 0.07f * s, Paint.Flat(new Rgb(0.1f, 0.08f, 0.07f)));
            brush.Ellipse(new(at.X + i * 0.8f * s, at.Y - 1.35f * s), 0.1f * s, 0.1f * s, Paint.Flat(mood.Surface(2, 0.7f)));
        }
    }

    private static void Sofa(Brush brush, Mood mood, float floor)
    {
        var s = 0.30f * mood.Detail;
        var x = mood.Aspect * (mood.Key == KeySide.Right ? 0.2f : 0.8f);
        var cloth = mood.Surface(2, 0.34f);
        brush.Blob([new(x - 1.2f * s, floor - 0.95f * s), new(x, floor - 1.02f * s), new(x + 1.2f * s, floor - 0.95f * s), new(x + 1.3f * s, floor - 0.3f * s), new(x + 1.2f * s, floor), new(x - 1.2f * s, floor), new(x - 1.3f * s, floor - 0.3f * s)], Paint.Linear(new(0, floor - s), new(0, floor), cloth.To(mood.SunColour, 0.15f), cloth * 0.5f));
        for (var i = -1; i <= 1; i += 2)
            brush.Blob([new(x + i * 0.55f * s - 0.5f * s, floor - 0.52f * s), new(x + i * 0.55f * s + 0.5f * s, floor - 0.52f * s), new(x + i * 0.55f * s + 0.52f * s, floor - 0.25f * s), new(x + i * 0.55f * s - 0.52f * s, floor - 0.25f * s)], Paint.Linear(new(0, floor - 0.55f * s), new(0, floor - 0.2f * s), cloth * 1.2f, cloth * 0.8f));
    }

    private static void Lamps(Brush brush, Mood mood)
    {
        var step = 0.52f * MathF.Sqrt(mood.Detail);
        var size = 0.055f * MathF.Sqrt(mood.Detail);
        for (var i = -3; i < 7; i++)
        {
            var at = new Vector2(mood.Aspect * 0.5f + (i - 1.5f) * step, mood.Horizon - 0.34f + 0.03f * Lot.At(mood.Lot, i, 460));
            var shade = mood.Surface(2, 0.30f);
            brush.Line(at - new Vector2(0, 1.4f), at - new Vector2(0, size), 0.0035f, Paint.Flat(new Rgb(0.07f, 0.07f, 0.07f)));
            brush.Polygon([at + new Vector2(-0.28f * size, -size), at + new Vector2(0.28f * size, -size), at + new Vector2(size, 0), at + new Vector2(-size, 0)], Paint.Linear(at - new Vector2(size, 0), at + new Vector2(size, 0), Ramps.Stops((0, shade * 0.8f), (0.35f, shade * 1.6f), (1, shade * 0.5f))));
            brush.Ellipse(at + new Vector2(0, 0.05f * size), 0.5f * size, 0.28f * size, Paint.Flat(Rgb.Hex(0xFFF0CC)));
            brush.Glow(at + new Vector2(0, 0.2f * size), 6f * size, Rgb.Hex(0xFFC878), Dark(mood) ? 0.45f : 0.26f);
            brush.Glow(at + new Vector2(0, 0.1f * size), 1.8f * size, Rgb.Hex(0xFFE6B4), 0.65f);
        }
    }

    private static void Floor(Brush brush, Mood mood, float floor)
    {
        var canvas = brush.Canvas;
        var wood = mood.Surface(0, 0.34f).To(Rgb.Hex(0x7A5334) * mood.Daylight, 0.5f);
        brush.Rect(canvas.Left, floor, canvas.Right, canvas.Bottom, Paint.Linear(new(0, floor), new(0, floor + 0.35f), wood * 1.1f, wood * 0.6f));
        var eye = new Vector2(mood.Aspect / 2, mood.Horizon);
        var joint = Paint.Flat(wood * 0.45f, 0.7f);
        for (var i = -50; i < 50; i++)
        {
            var foot = new Vector2(eye.X + i * 0.14f, 1.5f);
            brush.Line(Vector2.Lerp(eye, foot, (floor - eye.Y) / (foot.Y - eye.Y)), foot, 0.0025f, joint);
        }

        Backcloth.Wear(canvas, 0.2f, 1.8f, 5f);
        Backcloth.Wear(canvas, 0.12f, 9f, 9f);
    }

    private static void Shafts(Brush brush, Mood mood)
    {
        if (Dark(mood) || mood.Key is not (KeySide.Left or KeySide.Right))
            return;
        var side = mood.Key == KeySide.Left ? 1 : -1;
        var source = mood.Key == KeySide.Left ? -0.15f : mood.Aspect + 0.15f;
        for (var i = 0; i < 3; i++)
        {
            var y = -0.05f + 0.2f * i;
            Span<Vector2> beam = [new(source, y), new(source, y + 0.11f), new(source + side * 1.5f, y + 0.98f), new(source + side * 1.5f, y + 0.70f)];
            brush.Polygon(beam, Paint.Linear(new(source, y), new(source + side * 1.3f, y + 0.5f), Ramps.Between(mood.SunColour, mood.SunColour, 0.22f, 0)));
        }
    }

    private static void Foreground(Brush brush, Mood mood)
    {
        // Leaves of a plant at the edge, far too near to be sharp.
        var x = mood.Key == KeySide.Right ? -0.12f : mood.Aspect + 0.12f;
        var side = mood.Key == KeySide.Right ? 1 : -1;
        for (var i = 0; i < 9; i++)
        {
            var angle = -0.2f - 0.16f * i;
            var (s, c) = MathF.SinCos(angle);
            var foot = new Vector2(x, 1.12f);
            var tip = foot + new Vector2(side * c * 0.46f, s * (0.3f + 0.36f * Lot.At(mood.Lot, i, 470)));
            var leaf = mood.Surface(1, 0.16f).To(Rgb.Hex(0x2F4A2C) * mood.Daylight, 0.5f);
            var across = new Vector2(-(tip - foot).Y, (tip - foot).X) * 0.11f;
            brush.Blob([foot, Vector2.Lerp(foot, tip, 0.5f) + across, tip, Vector2.Lerp(foot, tip, 0.5f) - across], Paint.Linear(foot, tip, leaf * 0.7f, leaf.To(mood.SunColour, 0.25f)));
        }
    }
}
