using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>The colours of a shot: the hour's sky and the palette, mixed once for everybody who paints.</summary>
internal sealed record Mood
{
    public required DayTime Time { get; init; }
    public required Weather Weather { get; init; }
    public required KeySide Key { get; init; }
    public required Framing Framing { get; init; }
    public required float Aspect { get; init; }

    /// <summary>Draws what the words leave open; the same for a storyboard frame and its takes.</summary>
    public required ulong Lot { get; init; }
    public required Rgb SkyTop { get; init; }
    public required Rgb SkyMiddle { get; init; }
    public required Rgb SkyLow { get; init; }

    /// <summary>Palette: the dominant colour, the second, the accent, and two more.</summary>
    public required Rgb[] Colours { get; init; }

    /// <summary>1 by day, about a third by night.</summary>
    public float Daylight => Time switch { DayTime.Day => 1f, DayTime.Dawn => 0.82f, DayTime.Dusk => 0.66f, _ => 0.36f };

    /// <summary>Size of things in the backdrop: nearer framings show them larger.</summary>
    public float Detail => Framing switch { Framing.Wide => 1f, Framing.Medium => 1.65f, _ => 2.5f };

    /// <summary>World y of the horizon.</summary>
    public float Horizon => Framing switch { Framing.Wide => 0.56f, Framing.Medium => 0.50f, _ => 0.46f };

    /// <summary>How soft a layer of this depth is, in world units.</summary>
    public float Softness(float depth) => MathF.Abs(1 - depth) * Framing switch { Framing.Wide => 0.0012f, Framing.Medium => 0.0065f, _ => 0.016f };

    /// <summary>World x of the sun, moon or main window.</summary>
    public float SunX => Aspect * Key switch { KeySide.Left => 0.2f, KeySide.Right => 0.8f, _ => 0.58f };

    public Rgb SunColour => Time switch { DayTime.Dawn => Rgb.Hex(0xFFE3B0), DayTime.Dusk => Rgb.Hex(0xFFC07A), DayTime.Night => Rgb.Hex(0xDCE6FF), _ => Rgb.Hex(0xFFF6DC) };

    /// <summary>Colour i of the palette, made as light as the hour lets a surface of that lightness be.</summary>
    public Rgb Surface(int i, float luma) => Colour(i).AtLuma(luma * Daylight);

    /// <summary>Colour i of the palette, begun again when there are not so many.</summary>
    public Rgb Colour(int i) => Colours[(i % Colours.Length + Colours.Length) % Colours.Length];

    /// <summary>A colour seen through so much air.</summary>
    public Rgb Hazed(Rgb colour, float air) => colour.To(SkyLow.To(SkyMiddle, 0.35f), Math.Clamp(air * (Weather == Weather.Fog ? 1.5f : 1), 0, 0.95f));

    public static Mood Of(ShotScript script, float aspect, ulong lot)
    {
        var colours = Palette(script);
        var (top, middle, low) = Sky(script.Light.Time);
        if (script.Place.Weather is Weather.Rain or Weather.Fog or Weather.Snow)
            (top, middle, low) = (Overcast(top), Overcast(middle), Overcast(low));
        return new Mood
        {
            Time = script.Light.Time,
            Weather = script.Place.Weather,
            Key = script.Light.Key,
            Framing = script.Frame.Framing,
            Aspect = aspect,
            Lot = lot,
            Colours = colours,
            SkyTop = top.To(colours[1 % colours.Length].AtLuma(top.Luma), 0.5f),
            SkyMiddle = middle.To(colours[0].AtLuma(middle.Luma), 0.45f),
            SkyLow = low.To(colours[0].AtLuma(low.Luma), 0.42f),
        };
    }

    private static (Rgb Top, Rgb Middle, Rgb Low) Sky(DayTime time) => time switch
    {
        DayTime.Dawn => (Rgb.Hex(0x5B7CA6), Rgb.Hex(0xD9A893), Rgb.Hex(0xF7D9A6)),
        DayTime.Dusk => (Rgb.Hex(0x343A66), Rgb.Hex(0xB5605F), Rgb.Hex(0xEFA05A)),
        DayTime.Night => (Rgb.Hex(0x0B1024), Rgb.Hex(0x18223F), Rgb.Hex(0x2E3D63)),
        _ => (Rgb.Hex(0x5490C8), Rgb.Hex(0x8DB8D8), Rgb.Hex(0xC6DAE2)),
    };

    private static Rgb Overcast(Rgb c) => c.To(new Rgb(c.Luma, c.Luma, c.Luma * 1.04f), 0.6f) * 0.9f;

    private static Rgb[] Palette(ShotScript script)
    {
        Rgb[] usual = script.Place.Setting switch
        {
            Setting.Harbor or Setting.Sea or Setting.Beach => [Rgb.Hex(0x5E8CA8), Rgb.Hex(0x2E4E63), Rgb.Hex(0xE0A45A)],
            Setting.Street => [Rgb.Hex(0x6C7480), Rgb.Hex(0x3E4A66), Rgb.Hex(0xE8A648)],
            Setting.Forest or Setting.Field => [Rgb.Hex(0x5E7B45), Rgb.Hex(0x3B5A3C), Rgb.Hex(0xD9B45A)],
            Setting.Mountain => [Rgb.Hex(0x6B7F99), Rgb.Hex(0x46566B), Rgb.Hex(0xD98A5A)],
            Setting.Desert => [Rgb.Hex(0xD0A06A), Rgb.Hex(0xA8683E), Rgb.Hex(0x3E7F8C)],
            Setting.Cafe or Setting.Kitchen => [Rgb.Hex(0xB58A5E), Rgb.Hex(0x3F5E5A), Rgb.Hex(0xE5C48A)],
            Setting.Studio or Setting.Plain => [Rgb.Hex(0xB9B2A6), Rgb.Hex(0x6E7B84), Rgb.Hex(0xD9793F)],
            _ => [Rgb.Hex(0xC0B096), Rgb.Hex(0x56707C), Rgb.Hex(0xC9774B)],
        };
        var asked = script.Palette.Colours;
        return asked.Count switch
        {
            0 => usual,
            1 => [asked[0], asked[0].AtLuma(asked[0].Luma * 0.55f), asked[0].AtLuma(MathF.Min(0.85f, asked[0].Luma * 1.7f))],
            2 => [asked[0], asked[1], asked[0].AtLuma(MathF.Min(0.85f, asked[0].Luma * 1.6f))],
            _ => [.. asked],
        };
    }
}
