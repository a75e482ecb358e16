using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>Life behind the subject: people passing by in streets and rooms, gulls over water.</summary>
internal sealed class Extras(Mood mood, Setting setting)
{
    /// <summary>How far behind the subject they pass.</summary>
    public const float Depth = 0.78f;

    private const float Beyond = 0.5f;

    /// <param name="brush">Follows the camera at <see cref="Depth"/>.</param>
    /// <param name="time">Seconds of action.</param>
    public void Pass(Brush brush, float time)
    {
        switch (setting)
        {
            case Setting.Street:
                Walkers(brush, time, 7, mood.Framing switch { Framing.Wide => 0.745f, Framing.Medium => 0.91f, _ => 1.12f }, 0.30f);
                break;
            // So close to a face or a cup, two people in a room would be but a smear.
            case Setting.Cafe or Setting.Office when mood.Framing != Framing.Close:
                Walkers(brush, time, 2, mood.Framing == Framing.Wide ? 0.80f : 1.06f, 0.50f);
                break;
            case Setting.Harbor or Setting.Sea or Setting.Beach:
                Gulls(brush, time);
                break;
            default:
                break;
        }
    }

    private void Walkers(Brush brush, float time, int count, float ground, float height)
    {
        var span = mood.Aspect + 2 * Beyond;
        height *= MathF.Pow(mood.Detail, 0.85f);
        for (var i = 0; i < count; i++)
        {
            var side = Lot.At(mood.Lot, i, 501) > 0.5f ? 1 : -1;
            var pace = 0.085f + 0.06f * Lot.At(mood.Lot, i, 502);
            var x = (i + 0.8f * Lot.At(mood.Lot, i, 503)) / count * span + side * pace * time;
            x -= span * MathF.Floor(x / span);
            var foot = new Vector2(x - Beyond, ground - 0.012f * (i % 3));
            var h = height * (0.92f + 0.14f * Lot.At(mood.Lot, i, 504));
            if (mood.Framing == Framing.Close)
                Shape(brush, foot, h, time * 2.5f + i * 1.9f, i);
            else
                Walker(brush, foot, h, side, time * 2.5f + i * 1.9f, i);
        }
    }

    // Far out of focus a passer-by is two soft patches.
    private void Shape(Brush brush, Vector2 foot, float h, float phase, int i)
    {
        var coat = mood.Hazed(mood.Surface(i, 0.18f + 0.14f * Lot.At(mood.Lot, i, 505)), 0.22f);
        var body = foot - new Vector2(0, (0.60f + 0.008f * MathF.Sin(2 * phase)) * h);
        Patch(brush, body, new Vector2(0.17f, 0.34f) * h, coat);
        Patch(brush, body - new Vector2(0, 0.32f * h), new Vector2(0.095f, 0.115f) * h, coat.To(Rgb.Hex(0x8A6448) * mood.Daylight, 0.45f));
    }

    private static void Patch(Brush brush, Vector2 centre, Vector2 radii, Rgb colour)
        => brush.Ellipse(centre, radii.X, radii.Y, Paint.Radial(centre, radii, Ramps.Of(_ => colour, t => 0.82f * Ease.Smooth(1, 0.45f, t))));

    private void Walker(Brush brush, Vector2 foot, float h, int side, float phase, int i)
    {
        // A street's crowd wears its colours; the few in a room must not melt into its walls.
        var cloth = mood.Surface(i, 0.16f + 0.16f * Lot.At(mood.Lot, i, 505));
        var coat = setting == Setting.Street ? mood.Hazed(cloth, 0.16f) : mood.Hazed(cloth.To(Rgb.Hex(i % 2 == 0 ? 0x4A3B34 : 0x2E3440) * mood.Daylight, 0.7f), 0.06f);
        var (dark, skin) = (coat * 0.6f, mood.Hazed(Rgb.Hex(0xB98A66) * mood.Daylight, 0.2f));
        var (hip, neck) = (foot - new Vector2(0, 0.50f * h), foot - new Vector2(-0.01f * side * h, 0.82f * h));
        for (var leg = 0; leg < 2; leg++)
        {
            var swing = 0.42f * MathF.Sin(phase + leg * MathF.PI);
            var knee = hip + new Vector2(side * MathF.Sin(swing), MathF.Cos(swing)) * 0.25f * h;
            var bend = swing - 0.2f - 0.35f * MathF.Max(0, MathF.Cos(phase + leg * MathF.PI));
            var ankle = knee + new Vector2(side * MathF.Sin(bend), MathF.Cos(bend)) * 0.24f * h;
            brush.Limb(hip, 0.055f * h, knee, 0.042f * h, Paint.Flat(dark));
            brush.Limb(knee, 0.042f * h, ankle, 0.028f * h, Paint.Flat(dark));
        }

        brush.Limb(neck + new Vector2(0, 0.06f * h), 0.085f * h, hip + new Vector2(0, 0.03f * h), 0.090f * h, Paint.Linear(neck - new Vector2(0.09f * h, 0), neck + new Vector2(0.09f * h, 0), coat * 1.15f, coat * 0.75f));
        var arm = -0.5f * MathF.Sin(phase);
        var hand = neck + new Vector2(side * MathF.Sin(arm), MathF.Cos(arm)) * 0.36f * h;
        brush.Ellipse(hand, 0.024f * h, 0.026f * h, Paint.Flat(skin));
        brush.Limb(neck + new Vector2(0, 0.06f * h), 0.036f * h, neck + new Vector2(side * MathF.Sin(arm), MathF.Cos(arm)) * 0.34f * h, 0.026f * h, Paint.Flat(coat * 0.85f));
        brush.Limb(neck + new Vector2(0, 0.01f * h), 0.030f * h, neck - new Vector2(0, 0.06f * h), 0.028f * h, Paint.Flat(skin * 0.85f));
        brush.Ellipse(neck - new Vector2(0, 0.085f * h), 0.050f * h, 0.066f * h, Paint.Flat(skin));
        brush.Ellipse(neck - new Vector2(0.012f * side * h, 0.108f * h), 0.054f * h, 0.052f * h, Paint.Flat(dark * 0.7f));
        if (mood.Weather is Weather.Rain or Weather.Snow)
            brush.Blob([neck + new Vector2(-0.24f * h, -0.20f * h), neck + new Vector2(0, -0.36f * h), neck + new Vector2(0.24f * h, -0.20f * h), neck + new Vector2(0, -0.235f * h)], Paint.Flat(mood.Surface(i + 2, 0.4f)));
    }

    private void Gulls(Brush brush, float time)
    {
        var span = mood.Aspect + 2 * Beyond;
        var wing = Paint.Flat(mood.Hazed(mood.Time == DayTime.Night ? mood.SkyLow : Rgb.Hex(0x3E4650), 0.15f), 0.9f);
        for (var i = 0; i < 6; i++)
        {
            var x = Lot.At(mood.Lot, i, 511) * span + (0.06f + 0.05f * Lot.At(mood.Lot, i, 512)) * time;
            x -= span * MathF.Floor(x / span);
            var size = (0.010f + 0.010f * Lot.At(mood.Lot, i, 513)) * MathF.Sqrt(mood.Detail);
            var at = new Vector2(x - Beyond, mood.Horizon * (0.18f + 0.5f * Lot.At(mood.Lot, i, 514)) + 0.02f * MathF.Sin(time * 0.8f + i));
            var flap = MathF.Sin(time * 4 + i * 2) * 0.6f;
            for (var side = -1; side <= 1; side += 2)
            {
                var joint = at + new Vector2(side * 0.9f, -0.35f - 0.5f * flap) * size;
                brush.Limb(at, size * 0.16f, joint, size * 0.12f, wing);
                brush.Limb(joint, size * 0.12f, at + new Vector2(side * 2f, 0.05f + 0.3f * flap) * size, size * 0.03f, wing);
            }
        }
    }
}
