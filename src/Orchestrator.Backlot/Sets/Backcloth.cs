using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>What many sets share: the sky, clouds, haze, worn surfaces.</summary>
internal static class Backcloth
{
    public static SetLayer Sky(Mood mood) => new(0, brush => PaintSky(brush, mood)) { Blur = 0 };

    public static SetLayer Clouds(Mood mood, float drift = 0.016f)
        => new(0.08f, brush => PaintClouds(brush, mood)) { Drift = drift, Until = mood.Horizon };

    /// <summary>Fills a canvas row by row with a colour that depends on the height.</summary>
    public static void Rows(Canvas canvas, Func<float, Rgb> colour)
    {
        for (var y = 0; y < canvas.Height; y++)
            canvas.Row(y).Fill(colour(canvas.WorldY(y)).Pack());
    }

    /// <summary>Lightens and darkens what is painted by soft noise fixed to the world.</summary>
    /// <param name="canvas">What to wear down.</param>
    /// <param name="amount">Largest change as a share of the colour.</param>
    /// <param name="across">Repeats per world unit sideways.</param>
    /// <param name="along">Repeats per world unit up and down.</param>
    /// <param name="from">World y where it begins.</param>
    /// <param name="until">World y where it ends.</param>
    public static void Wear(Canvas canvas, float amount, float across, float along, float from = float.NegativeInfinity, float until = float.PositiveInfinity)
    {
        for (var y = 0; y < canvas.Height; y++)
        {
            var wy = canvas.WorldY(y);
            if (wy < from || wy > until)
                continue;
            var row = canvas.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x] == 0)
                    continue;
                var k = (int)(256 * (1 + amount * 2 * (NoiseTile.At(canvas.WorldX(x) * across, wy * along) - 0.5f)));
                row[x] = Scaled(row[x], k);
            }
        }
    }

    /// <summary>Air in front of what is painted: nothing at one height, so much at another and beyond it.</summary>
    public static void Haze(Brush brush, Rgb colour, float from, float until, float strength)
    {
        var canvas = brush.Canvas;
        var (top, low) = until > from ? (from, canvas.Bottom) : (canvas.Top, from);
        brush.Rect(canvas.Left, top, canvas.Right, low, Paint.Linear(new Vector2(0, from), new Vector2(0, until), Ramps.Between(colour, colour, 0, strength)));
    }

    private static void PaintSky(Brush brush, Mood mood)
    {
        var canvas = brush.Canvas;
        Rows(canvas, y =>
        {
            var t = Math.Clamp(y / mood.Horizon, -0.3f, 1.2f);
            return t < 0.6f ? mood.SkyTop.To(mood.SkyMiddle, Ease.Smooth(-0.3f, 0.6f, t)) : mood.SkyMiddle.To(mood.SkyLow, Ease.Smooth(0.6f, 1f, t));
        });
        if (mood.Time == DayTime.Night && mood.Weather == Weather.Clear)
            Stars(brush, mood);
        if (mood.Weather is Weather.Clear or Weather.Fog)
            Sun(brush, mood);
        Wear(canvas, 0.035f, 0.35f, 1.1f);
        Wear(canvas, 0.012f, 9f, 9f);
    }

    private static void Sun(Brush brush, Mood mood)
    {
        var low = mood.Time is DayTime.Dawn or DayTime.Dusk;
        var centre = new Vector2(mood.SunX, mood.Horizon * (low ? 0.78f : 0.24f));
        var veil = mood.Weather == Weather.Fog ? 0.5f : 1;
        brush.Glow(centre, 1.1f, mood.SunColour, (low ? 0.50f : mood.Time == DayTime.Night ? 0.10f : 0.24f) * veil);
        brush.Glow(centre, 0.42f, mood.SunColour, (low ? 0.55f : mood.Time == DayTime.Night ? 0.22f : 0.4f) * veil);
        var size = mood.Time == DayTime.Night ? 0.030f : 0.042f;
        if (mood.Framing != Framing.Close)
            brush.Ellipse(centre, size, size, Paint.Radial(centre, new Vector2(size), Ramps.Between(mood.SunColour.To(new Rgb(1, 1, 1), 0.7f), mood.SunColour)));
    }

    private static void Stars(Brush brush, Mood mood)
    {
        for (var i = -60; i < 160; i++)
        {
            var place = new Vector2(Lot.At(mood.Lot, i, 1) * 0.04f + i * 0.02f, MathF.Pow(Lot.At(mood.Lot, i, 2), 1.4f) * mood.Horizon * 0.85f);
            var size = 0.0006f + 0.0013f * MathF.Pow(Lot.At(mood.Lot, i, 3), 4);
            brush.Ellipse(place, size, size, Paint.Flat(Rgb.Hex(0xE8EEFF), 0.35f + 0.6f * Lot.At(mood.Lot, i, 4)));
        }
    }

    private static void PaintClouds(Brush brush, Mood mood)
    {
        var canvas = brush.Canvas;
        var lit = mood.SkyLow.To(mood.SunColour, 0.6f) * (mood.Time == DayTime.Night ? 0.55f : 1.04f);
        var shade = mood.SkyMiddle.To(mood.SkyTop, 0.4f);
        var cover = mood.Weather == Weather.Clear ? 0.47f : 0.36f;
        var origin = mood.Lot % 97 / 97f;
        for (var y = 0; y < canvas.Height; y++)
        {
            var wy = canvas.WorldY(y);
            var t = wy / mood.Horizon;
            var fade = Ease.Smooth(-0.6f, 0.15f, t) * (1 - Ease.Smooth(0.72f, 0.98f, t));
            if (fade <= 0)
                continue;
            // Clouds flatten towards the horizon.
            var squeeze = 0.55f / (1.25f - Math.Clamp(t, 0, 1));
            var row = canvas.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var wx = canvas.WorldX(x);
                var u = (wx - mood.Aspect / 2) * 0.17f * MathF.Sqrt(squeeze) + origin;
                var n = NoiseTile.At(u, wy * 0.46f * squeeze);
                var thick = Ease.Smooth(cover, cover + 0.3f, n + 0.10f * (NoiseTile.At(wx * 0.7f, wy * 1.2f) - 0.5f));
                if (thick <= 0.01f)
                    continue;
                var under = NoiseTile.At(u, (wy + 0.025f) * 0.46f * squeeze);
                row[x] = lit.To(shade, Math.Clamp(0.45f + (under - n) * 6, 0, 1)).Pack(thick * fade * 0.72f);
            }
        }
    }

    private static uint Scaled(uint pixel, int k)
    {
        var r = Math.Min((int)(pixel & 255) * k >> 8, 255);
        var g = Math.Min((int)((pixel >> 8) & 255) * k >> 8, 255);
        var b = Math.Min((int)((pixel >> 16) & 255) * k >> 8, 255);
        return (pixel & 0xFF000000) | (uint)r | ((uint)g << 8) | ((uint)b << 16);
    }
}
