namespace Orchestrator.Backlot.Picture;

/// <summary>Makes ramps of packed colours.</summary>
internal static class Ramps
{
    private const int Steps = 96;

    public static uint[] Between(Rgb first, Rgb last, float firstAlpha = 1, float lastAlpha = 1)
        => Of(t => first.To(last, t), t => firstAlpha + (lastAlpha - firstAlpha) * t);

    public static uint[] Stops(params ReadOnlySpan<(float At, Rgb Colour)> stops)
    {
        var ramp = new uint[Steps];
        var next = 1;
        for (var i = 0; i < Steps; i++)
        {
            var t = i / (Steps - 1f);
            while (next < stops.Length - 1 && t > stops[next].At)
                next++;
            var (from, to) = (stops[next - 1], stops[next]);
            ramp[i] = from.Colour.To(to.Colour, Ease.Smooth(from.At, to.At, t)).Pack();
        }

        return ramp;
    }

    public static uint[] Of(Func<float, Rgb> colour, Func<float, float>? alpha = null)
    {
        var ramp = new uint[Steps];
        for (var i = 0; i < Steps; i++)
        {
            var t = i / (Steps - 1f);
            ramp[i] = colour(t).Pack(alpha?.Invoke(t) ?? 1);
        }

        return ramp;
    }
}
