using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>Takes a measured error of exposure or warmth back.</summary>
internal static class LightingRepair
{
    private const double Limit = 2;
    private const double LeastEv = 0.15;
    private const double LeastWarmth = 2.5;

    /// <summary>Exposure and warmth together where both are off, then exposure alone.</summary>
    public static IEnumerable<(Lighting Value, string Words)> Steps(AttributeScore fault, Lighting asked)
    {
        double ev = fault.Deviation("ev", 0), warmth = fault.Deviation("warmth", 0);
        var exposed = Math.Abs(ev) < LeastEv ? asked : asked with { ExposureEv = Compensated(asked.ExposureEv, ev) };
        var both = Math.Abs(warmth) < LeastWarmth ? exposed : exposed with { Warmth = Opposite(asked.Warmth, warmth) };
        yield return (both, Words(asked, both));
        if (exposed != both)
            yield return (exposed, Words(asked, exposed));
    }

    private static double Compensated(double asked, double ev) => Math.Clamp(Math.Round(asked - ev, 1, MidpointRounding.AwayFromZero), -Limit, Limit);

    // Cool, neutral and warm are one step apart each; beyond the last word there is none.
    private static Warmth Opposite(Warmth asked, double warmth) =>
        (Warmth)Math.Clamp((int)asked - Math.Sign(warmth), (int)Warmth.Cool, (int)Warmth.Warm);

    private static string Words(Lighting before, Lighting after)
    {
        var words = new List<string>();
        if (!before.ExposureEv.Equals(after.ExposureEv))
            words.Add($"exposure {before.ExposureEv:+0.0;-0.0;0} → {after.ExposureEv:+0.0;-0.0;0} EV");
        if (before.Warmth != after.Warmth)
            words.Add($"light {before.Warmth.ToString().ToLowerInvariant()} → {after.Warmth.ToString().ToLowerInvariant()}");
        return $"Lighting: {string.Join(", ", words)}.";
    }
}
