using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>Harbor, open sea, beach: sky, far shore, moving water, boats, and something to stand on.</summary>
internal static class WaterfrontSet
{
    public static List<SetLayer> Build(Mood mood, Setting setting)
    {
        var shore = Shoreline(mood);
        List<SetLayer> layers =
        [
            Backcloth.Sky(mood),
            Backcloth.Clouds(mood),
            new(0.22f, brush => FarShore(brush, mood, setting)) { Blur = mood.Softness(0.3f), Until = mood.Horizon + 0.02f, From = mood.Horizon - 0.45f },
            new(0.45f, brush => Water(brush, mood)) { Blur = mood.Softness(0.7f) * 0.5f, From = mood.Horizon - 0.004f, Until = shore + 0.1f, Ripple = 0.019f },
            new(0.95f, brush => Ground(brush, mood, setting, shore)) { From = shore - 0.2f, Blur = mood.Softness(0.9f) },
            new(1.35f, brush => Foreground(brush, mood)) { Blur = 0.012f, Bob = 0.004f },
        ];
        if (setting == Setting.Harbor)
        {
            layers.Add(new(0.58f, brush => Boats(brush, mood)) { Blur = mood.Softness(0.62f), From = mood.Horizon - 0.42f * mood.Detail, Until = mood.Horizon + 0.12f * mood.Detail, Bob = 0.005f, Sway = 0.030f, Root = mood.Horizon + 0.06f * mood.Detail });
            layers.Add(new(0.97f, brush => Bollards(brush, mood, shore)) { From = shore - 0.15f, Blur = mood.Softness(0.95f) });
        }

        return layers;
    }

    // Where the water ends and the ground begins.
    private static float Shoreline(Mood mood) => mood.Framing switch { Framing.Wide => 0.75f, Framing.Medium => 0.86f, _ => 1.02f };

    private static void FarShore(Brush brush, Mood mood, Setting setting)
    {
        var canvas = brush.Canvas;
        var height = setting == Setting.Harbor ? 0.10f : 0.045f;
        for (var ridge = 0; ridge < 2; ridge++)
        {
            var colour = mood.Hazed(mood.Surface(1, 0.30f), 0.72f - 0.22f * ridge);
            Hills(brush, mood, height * (1 - 0.4f * ridge) * mood.Detail, 0.7f + ridge, colour, (ulong)ridge);
        }

        if (setting == Setting.Harbor)
            Town(brush, mood, mood.Hazed(mood.Surface(0, 0.42f), 0.45f));
        Backcloth.Wear(canvas, 0.10f, 3f, 5f);
        Backcloth.Haze(brush, mood.SkyLow, mood.Horizon - 0.10f, mood.Horizon + 0.02f, 0.55f);
    }

    private static void Hills(Brush brush, Mood mood, float height, float wave, Rgb colour, ulong which)
    {
        var canvas = brush.Canvas;
        for (var x = 0; x < canvas.Width; x++)
        {
            var wx = canvas.WorldX(x) / mood.Detail;
            var n = NoiseTile.At(wx * 0.09f * wave + which * 0.37f + mood.Lot % 31, 0.21f + which * 0.3f);
            var top = mood.Horizon - height * MathF.Max(0, n * 2.1f - 0.55f);
            for (var y = Math.Max(0, (int)((top - canvas.Top) * canvas.Density)); y < canvas.Height; y++)
            {
                if (canvas.WorldY(y) > mood.Horizon + 0.005f)
                    break;
                canvas.Pixels[y * canvas.Width + x] = colour.Pack();
            }
        }
    }

    private static void Town(Brush brush, Mood mood, Rgb colour)
    {
        var step = 0.035f * mood.Detail;
        var lamp = Paint.Flat(Rgb.Hex(0xFFD998), 0.9f);
        for (var i = (int)(brush.Canvas.Left / step) - 1; i < brush.Canvas.Right / step + 1; i++)
        {
            if (Lot.At(mood.Lot, i, 1) < 0.42f)
                continue;
            var (x, w) = (i * step, step * (0.7f + 0.5f * Lot.At(mood.Lot, i, 2)));
            var h = step * (0.5f + 1.1f * Lot.At(mood.Lot, i, 3));
            var own = colour.To(mood.Hazed(mood.Surface(i & 3, 0.5f), 0.4f), 0.5f);
            brush.Rect(x, mood.Horizon - h, x + w, mood.Horizon + 0.004f, Paint.Linear(new(x, mood.Horizon - h), new(x, mood.Horizon), own * 1.08f, own * 0.9f));
            brush.Polygon([new(x - step * 0.05f, mood.Horizon - h), new(x + w / 2, mood.Horizon - h - step * 0.35f), new(x + w + step * 0.05f, mood.Horizon - h)], Paint.Flat(own * 0.72f));
            for (var k = 0; k < 3; k++)
            {
                if (mood.Daylight < 0.9f && Lot.At(mood.Lot, i, 10 + k) > 0.5f)
                    brush.Rect(x + w * (0.2f + 0.25f * k), mood.Horizon - h * 0.7f, x + w * (0.32f + 0.25f * k), mood.Horizon - h * 0.5f, lamp);
            }
        }
    }

    private static void Water(Brush brush, Mood mood)
    {
        var canvas = brush.Canvas;
        var near = mood.SkyTop.To(mood.Surface(1, 0.34f), 0.55f);
        Backcloth.Rows(canvas, y => mood.SkyLow.To(near, MathF.Sqrt(Math.Clamp((y - mood.Horizon) / 0.42f, 0, 1))));
        for (var y = 0; y < canvas.Height; y++)
        {
            var below = MathF.Max(canvas.WorldY(y) - mood.Horizon, 0.002f);
            var row = canvas.Row(y);
            // Waves grow towards the camera: detail goes with one over the distance.
            var (fine, tall) = (0.35f / (below + 0.05f), MathF.Log(below + 0.01f) * 2.2f);
            var glitter = 0.05f + below * 0.5f;
            for (var x = 0; x < row.Length; x++)
            {
                var wx = canvas.WorldX(x);
                var n = NoiseTile.At(wx * fine * 0.35f, tall + wx * 0.013f);
                var dx = (wx - mood.SunX) / glitter;
                var path = MathF.Exp(-dx * dx) * Ease.Smooth(0.48f, 0.72f, n);
                var k = 1 + 0.5f * (n - 0.5f) * (0.3f + Math.Clamp(below * 4, 0, 0.9f));
                var c = Unpack(row[x]) * k;
                row[x] = c.To(mood.SunColour, path * (mood.Time is DayTime.Dawn or DayTime.Dusk ? 0.85f : 0.5f)).Pack();
            }
        }

        Backcloth.Haze(brush, mood.SkyLow, mood.Horizon + 0.05f, mood.Horizon - 0.004f, 0.7f);
    }

    private static Rgb Unpack(uint p) => new((p & 255) / 255f, ((p >> 8) & 255) / 255f, ((p >> 16) & 255) / 255f);

    private static void Boats(Brush brush, Mood mood)
    {
        var step = 0.46f * mood.Detail;
        for (var i = (int)(brush.Canvas.Left / step) - 2; i < brush.Canvas.Right / step + 2; i++)
        {
            if (Lot.At(mood.Lot, i, 21) < 0.25f)
                continue;
            var size = mood.Detail * (0.13f + 0.09f * Lot.At(mood.Lot, i, 22));
            var at = new Vector2((i + 0.6f * Lot.At(mood.Lot, i, 23)) * step, mood.Horizon + 0.045f * mood.Detail + 0.02f * Lot.At(mood.Lot, i, 24));
            Boat(brush, mood, at, size, i);
        }
    }

    private static void Boat(Brush brush, Mood mood, Vector2 at, float size, int i)
    {
        var hull = mood.Hazed(mood.Surface(1 + (i & 1), 0.22f + 0.2f * Lot.At(mood.Lot, i, 25)), 0.18f);
        var rope = Paint.Flat(mood.Hazed(new Rgb(0.12f, 0.12f, 0.13f), 0.25f), 0.8f);
        Span<Vector2> side = [at + new Vector2(-size, -0.16f * size), at + new Vector2(1.12f * size, -0.24f * size), at + new Vector2(0.86f * size, 0.06f * size), at + new Vector2(-0.82f * size, 0.06f * size)];
        var mast = at + new Vector2(-0.1f * size, -0.2f * size);
        var tip = mast + new Vector2(0.02f * size, -(1.5f + 0.6f * Lot.At(mood.Lot, i, 26)) * size);
        brush.Line(tip, at + new Vector2(1.08f * size, -0.24f * size), 0.0022f, rope);
        brush.Line(tip, at + new Vector2(-0.96f * size, -0.16f * size), 0.0022f, rope);
        brush.Line(mast, tip, 0.02f * size, rope);
        brush.Polygon([mast + new Vector2(0, -0.12f * size), mast + new Vector2(0.75f * size, -0.16f * size), mast + new Vector2(0.7f * size, -0.06f * size), mast + new Vector2(0, -0.02f * size)], Paint.Flat(mood.Hazed(mood.Surface(2, 0.55f), 0.2f)));
        brush.Polygon(side, Paint.Linear(at + new Vector2(0, -0.22f * size), at + new Vector2(0, 0.06f * size), hull * 1.25f, hull * 0.55f));
        brush.Line(side[0], side[1], 0.035f * size, Paint.Flat(mood.Hazed(mood.Surface(2, 0.62f), 0.15f)));
        brush.Rect(at.X - 0.55f * size, at.Y - 0.42f * size, at.X - 0.12f * size, at.Y - 0.18f * size, Paint.Flat(mood.Hazed(mood.Surface(0, 0.6f), 0.2f)));
        brush.Rect(at.X - 0.48f * size, at.Y - 0.37f * size, at.X - 0.2f * size, at.Y - 0.28f * size, Paint.Flat(mood.Daylight < 0.9f ? Rgb.Hex(0xFFD58A) : hull * 0.5f));
        // Its reflection.
        var mirror = hull * 0.6f;
        brush.Polygon([at + new Vector2(-0.8f * size, 0.06f * size), at + new Vector2(0.85f * size, 0.06f * size), at + new Vector2(0.6f * size, 0.26f * size), at + new Vector2(-0.6f * size, 0.26f * size)], Paint.Linear(at + new Vector2(0, 0.05f * size), at + new Vector2(0, 0.27f * size), Ramps.Between(mirror, mirror, 0.75f, 0)));
    }

    private static void Ground(Brush brush, Mood mood, Setting setting, float shore)
    {
        var canvas = brush.Canvas;
        var sand = setting == Setting.Beach;
        var stone = sand ? Rgb.Hex(0xCDB48A).To(mood.Surface(0, 0.6f), 0.3f) * mood.Daylight : mood.Surface(0, 0.30f).To(Rgb.Hex(0x6B6259) * mood.Daylight, 0.5f);
        var light = stone.To(mood.SkyLow, 0.25f);
        if (sand)
            brush.Rect(canvas.Left, shore - 0.01f, canvas.Right, shore + 0.03f, Paint.Linear(new(0, shore - 0.012f), new(0, shore + 0.03f), Ramps.Between(new Rgb(0.95f, 0.95f, 0.93f) * mood.Daylight, stone, 0.1f, 0.9f)));
        brush.Rect(canvas.Left, shore, canvas.Right, canvas.Bottom, Paint.Linear(new(0, shore), new(0, shore + 0.35f), light, stone * 0.62f));
        if (!sand)
            Planks(brush, mood, stone, shore);
        Backcloth.Wear(canvas, 0.26f, 1.4f, 7f, shore);
        Backcloth.Wear(canvas, 0.12f, 7f, 19f, shore);
    }

    private static void Planks(Brush brush, Mood mood, Rgb stone, float shore)
    {
        var canvas = brush.Canvas;
        var joint = Paint.Flat(stone * 0.36f, 0.75f);
        var edge = Paint.Flat(stone.To(mood.SunColour, 0.45f) * 1.05f, 0.85f);
        brush.Rect(canvas.Left, shore - 0.004f, canvas.Right, shore + 0.006f, edge);
        // Joints run to a vanishing point on the horizon.
        var eye = new Vector2(mood.Aspect / 2, mood.Horizon);
        for (var i = -40; i < 40; i++)
        {
            var foot = new Vector2(eye.X + i * 0.19f, 1.35f);
            var t = (shore - eye.Y) / (foot.Y - eye.Y);
            brush.Line(Vector2.Lerp(eye, foot, t), foot, 0.003f, joint);
        }

        for (var k = 1; k < 7; k++)
        {
            var y = shore + 0.028f * k * k;
            brush.Rect(canvas.Left, y, canvas.Right, y + 0.0015f + 0.0006f * k, joint);
        }
    }

    private static void Bollards(Brush brush, Mood mood, float shore)
    {
        var iron = new Rgb(0.13f, 0.13f, 0.15f).To(mood.Surface(1, 0.16f), 0.4f);
        var step = 0.82f;
        var size = 0.05f * MathF.Sqrt(mood.Detail);
        for (var i = (int)(brush.Canvas.Left / step) - 1; i < brush.Canvas.Right / step + 1; i++)
        {
            var at = new Vector2(i * step + 0.22f, shore + 0.03f);
            var body = Paint.Linear(at - new Vector2(size * 0.5f, 0), at + new Vector2(size * 0.5f, 0), Ramps.Stops((0, iron * 1.3f), (0.3f, iron.To(mood.SunColour, 0.35f)), (1, iron * 0.5f)));
            brush.Polygon([at + new Vector2(-0.45f * size, -size), at + new Vector2(0.45f * size, -size), at + new Vector2(0.5f * size, 0.1f * size), at + new Vector2(-0.5f * size, 0.1f * size)], body);
            brush.Ellipse(at + new Vector2(0, -size), 0.62f * size, 0.22f * size, body);
            brush.Ellipse(at + new Vector2(0.3f * size, 0.12f * size), size, 0.16f * size, Paint.Flat(new Rgb(0, 0, 0), 0.22f));
        }
    }

    private static void Foreground(Brush brush, Mood mood)
    {
        // A mooring line and a post, out of focus at the edge of the frame.
        var dark = mood.Surface(1, 0.10f) * 0.7f;
        var left = -0.16f;
        brush.Rect(left, 0.62f, left + 0.15f, 1.6f, Paint.Linear(new(left, 0), new(left + 0.15f, 0), dark * 1.5f, dark * 0.6f));
        Vector2 last = new(left + 0.1f, 0.70f);
        for (var i = 1; i <= 16; i++)
        {
            var t = i / 16f;
            var next = new Vector2(left + 0.1f + t * (mood.Aspect + 0.4f), 0.70f + 1.7f * t * (1 - t) * 0.42f + 0.12f * t);
            brush.Line(last, next, 0.016f, Paint.Flat(dark.To(mood.SunColour, 0.1f)));
            last = next;
        }
    }
}
