using System.Globalization;

namespace Orchestrator.EconomicsBench;

/// <summary>
/// Luck by name: the same key is the same draw in every run and for every way of producing, so that two ways which do the same
/// thing have the same luck.
/// </summary>
internal static class Lot
{
    private const ulong Prime = 1_099_511_628_211;
    private const ulong Basis = 14_695_981_039_346_656_037;

    /// <summary>A number from 0 to 1, evenly.</summary>
    public static double Unit(params ReadOnlySpan<object> key)
    {
        var hash = Basis;
        foreach (var part in key)
        {
            foreach (var letter in Convert.ToString(part, CultureInfo.InvariantCulture)!)
                hash = (hash ^ letter) * Prime;
            hash = (hash ^ '|') * Prime;
        }

        return (Mixed(hash) >> 11) / (double)(1UL << 53);
    }

    /// <summary>A number from a standard normal distribution.</summary>
    public static double Normal(params ReadOnlySpan<object> key)
    {
        var angle = 2 * Math.PI * Unit([.. key, "angle"]);
        return Math.Sqrt(-2 * Math.Log(Math.Max(1e-300, Unit([.. key, "length"])))) * Math.Cos(angle);
    }

    /// <summary>A number from Beta(a, b), as the ratio of two gamma draws.</summary>
    public static double Beta(double a, double b, params ReadOnlySpan<object> key)
    {
        var (first, second) = (Gamma(a, [.. key, "a"]), Gamma(b, [.. key, "b"]));
        return first / (first + second);
    }

    // Marsaglia and Tsang's squeeze, for shapes from 1; smaller ones are lifted by one and scaled back.
    private static double Gamma(double shape, params ReadOnlySpan<object> key)
    {
        if (shape < 1)
            return Gamma(shape + 1, [.. key, "lifted"]) * Math.Pow(Unit([.. key, "scale"]), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        for (var round = 0; ; round++)
        {
            var normal = Normal([.. key, round]);
            var v = Math.Pow(1 + (c * normal), 3);
            if (v > 0 && Math.Log(Math.Max(1e-300, Unit([.. key, round, "accept"]))) < (normal * normal / 2) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
