using Orchestrator.Model;

namespace Orchestrator.EconomicsBench;

/// <summary>What the scorer measures of a fault, so that the product's own repairs have a deviation to take back.</summary>
internal static class Deviations
{
    public static IReadOnlyDictionary<string, double> None { get; } = new Dictionary<string, double>();

    public static IReadOnlyDictionary<string, double> Of(ScoredAttribute attribute, double draw)
    {
        var sign = draw < 0.5 ? -1 : 1;
        return attribute switch
        {
            ScoredAttribute.Technical => new Dictionary<string, double> { ["missingFrames"] = 4, ["missingSeconds"] = 0.5 },
            ScoredAttribute.Lighting => new Dictionary<string, double> { ["ev"] = sign * (0.4 + draw) },
            ScoredAttribute.Palette => new Dictionary<string, double> { ["hue"] = sign * (8 + (20 * draw)), ["saturation"] = 1 },
            ScoredAttribute.Composition => new Dictionary<string, double> { ["dx"] = sign * (0.06 + (0.1 * draw)), ["scale"] = 1 },
            ScoredAttribute.Motion => new Dictionary<string, double> { ["speed"] = 2 + draw },
            _ => None,
        };
    }
}
