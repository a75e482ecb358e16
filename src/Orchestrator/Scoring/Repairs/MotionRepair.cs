using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>Corrects a wrong speed in proportion; asks for a frozen take more strongly, then for more movement.</summary>
internal static class MotionRepair
{
    private const double FrozenShare = 0.08;
    private const double LeastSpeed = 1.15;
    private const double Slowest = 10;
    private const double Fastest = 400;

    /// <summary>The steps for a frozen take, or for one of the wrong speed.</summary>
    public static IEnumerable<(Motion Value, string Words)> Steps(AttributeScore fault, Motion asked) =>
        fault.Deviation("frozen", 0) > FrozenShare ? Frozen(asked) : Speed(fault.Deviation("speed", 1), asked);

    private static IEnumerable<(Motion Value, string Words)> Frozen(Motion asked)
    {
        foreach (var insistence in Insisting.Stronger(asked.Insistence))
            yield return (asked with { Insistence = insistence }, Insisting.Words("Motion", asked.Insistence, insistence));
        for (var level = asked.Level + 1; level <= MotionLevel.Energetic; level++)
            yield return (asked with { Level = level }, $"Motion: {asked.Level} → {level} movement.");
    }

    private static IEnumerable<(Motion Value, string Words)> Speed(double ratio, Motion asked)
    {
        if (ratio > 0 && Math.Max(ratio, 1 / ratio) >= LeastSpeed)
        {
            var percent = Math.Clamp(Math.Round(asked.SpeedPercent / ratio), Slowest, Fastest);
            yield return (asked with { SpeedPercent = percent }, $"Motion: speed {asked.SpeedPercent:0} → {percent:0} %.");
        }

        foreach (var insistence in Insisting.Stronger(asked.Insistence))
            yield return (asked with { Insistence = insistence }, Insisting.Words("Motion", asked.Insistence, insistence));
    }
}
