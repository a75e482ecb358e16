using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>What is in the air in front of everything: rain, snow, motes of dust.</summary>
internal sealed class Weatherman(Mood mood, PlaceCue place, ulong lot)
{
    private readonly Paint drop = Paint.Flat(Rgb.Hex(0xDDE6F0), 0.22f);
    private readonly Paint flake = Paint.Flat(Rgb.Hex(0xF7F8FA), 0.75f);
    private readonly Paint mote = Paint.Flat(Rgb.Hex(0xFFF1CF), 0.28f);

    public void Fall(Brush brush, float time, float life)
    {
        switch (place.Weather)
        {
            case Weather.Rain:
                Rain(brush, time);
                break;
            case Weather.Snow:
                Drift(brush, time, 130, flake, 0.0022f, 0.10f);
                break;
            default:
                if (place.Setting is Setting.Cafe or Setting.Kitchen or Setting.Room or Setting.Office or Setting.Forest)
                    Drift(brush, time, 26, mote, 0.0013f, -0.008f);
                break;
        }
    }

    private void Rain(Brush brush, float time)
    {
        for (var i = 0; i < 170; i++)
        {
            var speed = Lot.Between(lot, (ulong)i * 4, 1.3f, 2.1f);
            var y = (Lot.Unit(lot, (ulong)i * 4 + 1) + time * speed) % 1.25f - 0.15f;
            var x = Lot.Between(lot, (ulong)i * 4 + 2, -0.3f, 1.3f) * mood.Aspect - y * 0.08f;
            var length = 0.035f * speed;
            brush.Line(new Vector2(x, y), new Vector2(x - length * 0.08f, y + length), 0.0016f, drop);
        }
    }

    private void Drift(Brush brush, float time, int count, in Paint paint, float size, float fall)
    {
        for (var i = 0; i < count; i++)
        {
            var near = Lot.Between(lot, (ulong)i * 4, 0.6f, 1.8f);
            var y = Lot.Unit(lot, (ulong)i * 4 + 1) * 1.2f + time * fall * near;
            y = y - 1.2f * MathF.Floor(y / 1.2f) - 0.1f;
            var x = Lot.Between(lot, (ulong)i * 4 + 2, -0.2f, 1.2f) * mood.Aspect + 0.025f * MathF.Sin(time * 0.7f * near + i);
            brush.Ellipse(new Vector2(x, y), size * near, size * near, paint);
        }
    }
}
