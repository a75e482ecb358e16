using System.Numerics;

namespace Orchestrator.Backlot.Picture;

/// <summary>A display colour (sRGB, 0..1 per channel).</summary>
internal readonly record struct Rgb(float R, float G, float B)
{
    public float Luma => 0.2126f * R + 0.7152f * G + 0.0722f * B;

    public static Rgb Hex(int value) => new((value >> 16) / 255f, ((value >> 8) & 255) / 255f, (value & 255) / 255f);

    public static Rgb operator *(Rgb c, float k) => new(c.R * k, c.G * k, c.B * k);

    public static Rgb operator +(Rgb a, Rgb b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    public Rgb To(Rgb other, float share) => this * (1 - share) + other * share;

    /// <summary>The same hue with its luma moved towards a target; keeps a palette colour readable as light or shade.</summary>
    public Rgb AtLuma(float luma)
    {
        var own = MathF.Max(Luma, 0.02f);
        var scaled = this * (luma / own);
        var top = MathF.Max(scaled.R, MathF.Max(scaled.G, scaled.B));
        return top <= 1 ? scaled : (scaled * (1 / top)).To(new Rgb(1, 1, 1), Math.Clamp((luma - (scaled * (1 / top)).Luma) / MathF.Max(0.001f, 1 - (scaled * (1 / top)).Luma), 0, 1));
    }

    public uint Pack(float alpha = 1)
        => Byte(R) | (Byte(G) << 8) | (Byte(B) << 16) | (Byte(alpha) << 24);

    public Vector3 ToVector() => new(R, G, B);

    private static uint Byte(float v) => (uint)(Math.Clamp(v, 0, 1) * 255f + 0.5f);
}
