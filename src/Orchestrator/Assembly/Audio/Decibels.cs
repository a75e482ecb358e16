namespace Orchestrator.Assembly;

/// <summary>Level arithmetic.</summary>
internal static class Decibels
{
    /// <summary>The amplitude factor of a gain in dB: 10^(dB/20).</summary>
    public static double ToFactor(double decibels) => Math.Pow(10, decibels / 20);
}
