using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>Forest, field, mountain, desert: ridges fading into the air, trees or grass where they grow.</summary>
internal static class CountrySet
{
    public static List<SetLayer> Build(Mood mood, Setting setting)
    {
        var ground = mood.Framing switch { Framing.Wide => 0.66f, Framing.Medium => 0.76f, _ => 0.9f };
        var (tall, jag) = setting switch
        {
            Setting.Mountain => (0.44f, 1f),
            Setting.Desert => (0.34f, 0.10f),
            Setting.Field => (0.16f, 0.18f),
            _ => (0.24f, 0.35f),
        };
        List<SetLayer> layers =
        [
            Backcloth.Sky(mood),
            Backcloth.Clouds(mood),
            Ridge(mood, setting, 0.18f, tall, jag, 0.68f, 0),
            Ridge(mood, setting, 0.32f, tall * 0.66f, jag, 0.46f, 1),
            Ridge(mood, setting, 0.52f, tall * 0.36f, jag * 0.7f, 0.24f, 2),
            new(0.95f, brush => Ground(brush, mood, setting, ground)) { From = ground - 0.14f, Blur = mood.Softness(0.93f), Ripple = setting == Setting.Field ? 0.008f : 0 },
        ];
        if (setting == Setting.Forest)
        {
            layers.Add(new(0.62f, brush => Trunks(brush, mood, ground, 0.34f, 0.5f, 1)) { Blur = mood.Softness(0.6f), Sway = 0.020f, Root = ground });
            layers.Add(new(0.80f, brush => Trunks(brush, mood, ground + 0.05f, 0.62f, 0.15f, 2)) { Blur = mood.Softness(0.75f), Sway = 0.026f, Root = ground });
        }

        if (setting != Setting.Desert)
            layers.Add(new(1.35f, brush => Grass(brush, mood)) { Blur = 0.007f, From = 0.6f, Sway = 0.16f, Root = 1.08f });
        return layers;
    }

    private static SetLayer Ridge(Mood mood, Setting setting, float depth, float height, float jag, float air, ulong which) => new(depth, brush =>
    {
        var canvas = brush.Canvas;
        var body = setting switch
        {
            Setting.Desert => mood.Surface(0, 0.46f),
            Setting.Mountain => mood.Surface(1, 0.30f),
            _ => mood.Surface((int)which & 1, 0.27f),
        };
        var colour = mood.Hazed(body, air);
        var lit = colour.To(mood.SunColour, 0.30f);
        var snow = mood.Hazed(new Rgb(0.93f, 0.95f, 0.98f) * mood.Daylight, air * 0.8f);
        var sunward = mood.SunX > mood.Aspect / 2 ? 1 : -1;
        for (var x = 0; x < canvas.Width; x++)
        {
            var wx = canvas.WorldX(x) / MathF.Sqrt(mood.Detail) + mood.Lot % 13;
            var top = Height(wx, which, jag) * height;
            var slope = Height(wx + 0.008f, which, jag) * height - top;
            var crest = mood.Horizon + 0.06f - top * MathF.Pow(mood.Detail, 0.3f);
            for (var y = Math.Max(0, (int)((crest - canvas.Top) * canvas.Density)); y < canvas.Height; y++)
            {
                var below = canvas.WorldY(y) - crest;
                var n = NoiseTile.At(wx * 1.1f, canvas.WorldY(y) * 1.6f + which);
                // Gullies run down aslant from the crest; each has a lit and a dark side.
                var gully = NoiseTile.At(wx * 0.42f + below * 0.55f * sunward, below * 0.30f + which * 0.23f) - 0.5f;
                var face = Math.Clamp(0.5f + sunward * slope * 14 + gully * (1.2f + 3.4f * jag), 0, 1);
                var c = (colour * 0.80f).To(lit, face) * (0.94f + 0.12f * n);
                if (setting == Setting.Mountain && which < 2)
                    c = c.To(snow.To(colour * 1.2f, 0.55f * (1 - face)), Ease.Smooth(0.12f, 0.04f, below + 0.16f * (n - 0.5f) + (0.30f - top)));
                canvas.Pixels[y * canvas.Width + x] = c.Pack();
            }
        }

        Backcloth.Wear(canvas, 0.12f, 5f, 8f);
        Backcloth.Haze(brush, mood.Hazed(mood.SkyLow, 0.3f), mood.Horizon - 0.10f, mood.Horizon + 0.12f, 0.42f);
    })
    { Blur = mood.Softness(depth), Until = mood.Horizon + 0.35f };

    private static float Height(float wx, ulong which, float jag)
    {
        var v = 0.13f + which * 0.29f;
        var broad = NoiseTile.At(wx * 0.05f + which * 0.41f, v);
        var fine = NoiseTile.At(wx * 0.35f + which * 0.17f, v + 0.4f);
        var ridged = 1 - MathF.Abs(2 * NoiseTile.At(wx * 0.13f + which * 0.6f, v + 0.2f) - 1);
        return MathF.Max(0.02f, 0.15f + (1 - jag) * broad * 0.8f + jag * (ridged * 0.75f + 0.35f * broad) + 0.10f * jag * (fine - 0.5f));
    }

    private static void Trunks(Brush brush, Mood mood, float ground, float size, float air, int salt)
    {
        var step = 0.20f * size * mood.Detail;
        for (var i = (int)(brush.Canvas.Left / step) - 3; i < brush.Canvas.Right / step + 3; i++)
        {
            if (Lot.At(mood.Lot, i, 10 * salt) < 0.3f)
                continue;
            var x = (i + Lot.At(mood.Lot, i, 10 * salt + 1)) * step;
            var w = size * mood.Detail * (0.018f + 0.022f * Lot.At(mood.Lot, i, 10 * salt + 2));
            var bark = mood.Hazed(new Rgb(0.25f, 0.19f, 0.14f).To(mood.Surface(1, 0.18f), 0.45f), air);
            var lean = 0.05f * (Lot.At(mood.Lot, i, 10 * salt + 3) - 0.5f);
            var (foot, top) = (new Vector2(x, ground + 0.02f), new Vector2(x + lean, -0.25f));
            brush.Limb(foot, w, top, w * 0.55f, Paint.Linear(foot - new Vector2(w, 0), foot + new Vector2(w, 0), Ramps.Stops((0, bark * 0.7f), (mood.SunX > x ? 0.8f : 0.25f, bark.To(mood.SunColour, 0.3f)), (1, bark * 0.6f))));
            Crown(brush, mood, new Vector2(x + lean * 0.8f, 0.05f), size, air, i, salt);
        }
    }

    private static void Crown(Brush brush, Mood mood, Vector2 at, float size, float air, int i, int salt)
    {
        for (var k = 0; k < 7; k++)
        {
            var place = at + new Vector2((Lot.At(mood.Lot, i * 17 + k, 100 + salt) - 0.5f) * 0.42f, (Lot.At(mood.Lot, i * 19 + k, 110 + salt) - 0.45f) * 0.34f) * size * mood.Detail;
            var radius = size * mood.Detail * (0.05f + 0.07f * Lot.At(mood.Lot, i * 23 + k, 120 + salt));
            var leaf = mood.Hazed(mood.Surface(k & 1, 0.20f + 0.16f * Lot.At(mood.Lot, i * 29 + k, 130 + salt)), air);
            brush.Ellipse(place, radius, radius * 0.7f, Paint.Radial(place - new Vector2(0, radius * 0.3f), new(radius * 1.2f), Ramps.Between(leaf.To(mood.SunColour, 0.25f), leaf * 0.7f, 0.95f, 0.8f)));
        }
    }

    private static void Ground(Brush brush, Mood mood, Setting setting, float ground)
    {
        var canvas = brush.Canvas;
        var soil = setting switch
        {
            Setting.Desert => mood.Surface(0, 0.58f),
            Setting.Mountain => mood.Surface(0, 0.30f).To(Rgb.Hex(0x6E6A62) * mood.Daylight, 0.5f),
            _ => mood.Surface(0, 0.33f).To(Rgb.Hex(0x6E8A3E) * mood.Daylight, 0.45f),
        };
        if (mood.Weather == Weather.Snow)
            soil = soil.To(new Rgb(0.9f, 0.93f, 0.97f) * mood.Daylight, 0.75f);
        Span<Vector2> edge = stackalloc Vector2[34];
        for (var i = 0; i < 32; i++)
        {
            var x = Ease.Mix(canvas.Left, canvas.Right, i / 31f);
            edge[i] = new Vector2(x, ground - 0.09f * (NoiseTile.At(x * 0.11f + 0.3f, 0.77f) - 0.5f));
        }

        edge[32] = new Vector2(canvas.Right, canvas.Bottom);
        edge[33] = new Vector2(canvas.Left, canvas.Bottom);
        brush.Polygon(edge, Paint.Linear(new(0, ground - 0.05f), new(0, ground + 0.4f), soil.To(mood.SunColour, 0.22f), soil * 0.62f));
        Backcloth.Wear(canvas, 0.26f, 0.9f, 3.2f);
        Backcloth.Wear(canvas, 0.20f, 4f, setting == Setting.Desert ? 26 : 11f);
        if (setting is Setting.Field or Setting.Forest && mood.Weather != Weather.Snow)
            Tufts(brush, mood, ground, soil);
    }

    private static void Tufts(Brush brush, Mood mood, float ground, Rgb soil)
    {
        for (var row = 0; row < 9; row++)
        {
            var y = ground + 0.02f + 0.006f * row * (row + 2);
            var size = 0.010f + 0.004f * row;
            var step = size * 1.3f;
            for (var i = (int)(brush.Canvas.Left / step) - 1; i < brush.Canvas.Right / step + 1; i++)
            {
                if (Lot.At(mood.Lot, i, 200 + row) < 0.55f)
                    continue;
                var foot = new Vector2(i * step, y + size * Lot.At(mood.Lot, i, 220 + row));
                var tip = foot + new Vector2(size * (Lot.At(mood.Lot, i, 240 + row) - 0.5f), -size * 1.5f);
                var blade = Lot.At(mood.Lot, i, 260 + row) > 0.93f ? mood.Surface(2, 0.6f) : soil.To(mood.SunColour, 0.3f * Lot.At(mood.Lot, i, 280 + row)) * 1.05f;
                brush.Limb(foot, size * 0.10f, tip, size * 0.02f, Paint.Flat(blade, 0.8f));
            }
        }
    }

    private static void Grass(Brush brush, Mood mood)
    {
        var dark = mood.Surface(0, 0.14f);
        for (var i = -60; i < 160; i++)
        {
            var edge = MathF.Abs(i * 0.022f - mood.Aspect / 2) / mood.Aspect;
            var height = (0.06f + 0.20f * edge) * (0.6f + 0.7f * Lot.At(mood.Lot, i, 300));
            var foot = new Vector2(i * 0.022f, 1.08f);
            var tip = foot + new Vector2(0.09f * (Lot.At(mood.Lot, i, 301) - 0.5f), -height);
            brush.Limb(foot, 0.007f, tip, 0.001f, Paint.Linear(foot, tip, dark, dark.To(mood.SunColour, 0.28f)));
        }
    }
}
