namespace Orchestrator.Backlot.Picture;

/// <summary>
/// The look that lies over everything painted: white balance and exposure in linear light,
/// a soft shoulder, then saturation and hue rotation that keep the luma.
/// </summary>
internal sealed class Grade
{
    private const int CurveSteps = 4096;
    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(i => ToLinear(i / 255f))];
    private static readonly float[] Display = [.. Enumerable.Range(0, CurveSteps + 1).Select(i => ToDisplay(Shoulder(4f * i / CurveSteps)))];

    private readonly float red;
    private readonly float green;
    private readonly float blue;
    private readonly float[] matrix;
    private readonly bool turns;

    /// <param name="exposure">EV.</param>
    /// <param name="warmth">−1 cool to +1 warm; may go beyond.</param>
    /// <param name="saturation">1 keeps.</param>
    /// <param name="hue">Degrees.</param>
    public Grade(double exposure, double warmth, double saturation, double hue)
    {
        var gain = MathF.Pow(2, (float)exposure);
        var w = (float)warmth;
        var (r, g, b) = (MathF.Pow(1.14f, w), MathF.Pow(1.005f, w), MathF.Pow(0.80f, w));
        var luma = 0.2126f * r + 0.7152f * g + 0.0722f * b;
        (red, green, blue) = (gain * r / luma, gain * g / luma, gain * b / luma);
        matrix = Turn((float)saturation, (float)(hue * Math.PI / 180));
        turns = saturation != 1 || hue != 0;
    }

    public Rgb Map(Rgb c)
    {
        var mapped = Map(c.Pack());
        return new Rgb((mapped & 255) / 255f, ((mapped >> 8) & 255) / 255f, ((mapped >> 16) & 255) / 255f);
    }

    public uint[] Map(uint[] ramp)
    {
        var mapped = new uint[ramp.Length];
        for (var i = 0; i < ramp.Length; i++)
            mapped[i] = Map(ramp[i]);
        return mapped;
    }

    public void Apply(Span<uint> pixels)
    {
        // Neighbours are often alike; the last answer is kept.
        var (before, after) = (0u, Map(0u));
        for (var i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] != before)
                (before, after) = (pixels[i], Map(pixels[i]));
            pixels[i] = after;
        }
    }

    public uint Map(uint pixel)
    {
        var r = Curve(Linear[pixel & 255] * red);
        var g = Curve(Linear[(pixel >> 8) & 255] * green);
        var b = Curve(Linear[(pixel >> 16) & 255] * blue);
        if (!turns)
            return (pixel & 0xFF000000) | Byte(r) | (Byte(g) << 8) | (Byte(b) << 16);
        return (pixel & 0xFF000000)
            | Byte(matrix[0] * r + matrix[1] * g + matrix[2] * b)
            | (Byte(matrix[3] * r + matrix[4] * g + matrix[5] * b) << 8)
            | (Byte(matrix[6] * r + matrix[7] * g + matrix[8] * b) << 16);
    }

    private static float Curve(float linear) => Display[(int)MathF.Min(linear * (CurveSteps / 4f) + 0.5f, CurveSteps)];

    private static uint Byte(float v) => (uint)(Math.Clamp(v, 0, 1) * 255f + 0.5f);

    // Straight up to 0.7 so that a measured gain is the gain that was applied; highlights roll off.
    private static float Shoulder(float x) => x < 0.7f ? x : 0.7f + 0.3f * (1 - MathF.Exp(-(x - 0.7f) / 0.3f));

    private static float ToLinear(float v) => v <= 0.04045f ? v / 12.92f : MathF.Pow((v + 0.055f) / 1.055f, 2.4f);

    private static float ToDisplay(float v) => v <= 0.0031308f ? v * 12.92f : 1.055f * MathF.Pow(v, 1 / 2.4f) - 0.055f;

    // Rotation about the grey axis that leaves Rec. 709 luma alone, times a saturation about the same axis.
    private static float[] Turn(float saturation, float hue)
    {
        const float R = 0.2126f, G = 0.7152f, B = 0.0722f;
        var (sin, cos) = MathF.SinCos(hue);
        float[] turn =
        [
            R + cos * (1 - R) - sin * R, G - cos * G - sin * G, B - cos * B + sin * (1 - B),
            R - cos * R + sin * 0.143f, G + cos * (1 - G) + sin * 0.140f, B - cos * B - sin * 0.283f,
            R - cos * R - sin * (1 - R), G - cos * G + sin * G, B + cos * (1 - B) + sin * B,
        ];
        float[] luma = [R, G, B];
        for (var i = 0; i < 9; i++)
            turn[i] = luma[i % 3] * (1 - saturation) + turn[i] * saturation;
        return turn;
    }
}
