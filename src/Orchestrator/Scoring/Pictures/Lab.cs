namespace Orchestrator.Scoring.Pictures;

/// <summary>A CIELAB colour.</summary>
/// <param name="L">Lightness, 0..100.</param>
/// <param name="A">Green (−) to red (+).</param>
/// <param name="B">Blue (−) to yellow (+).</param>
internal readonly record struct Lab(double L, double A, double B)
{
    /// <summary>Euclidean distance (ΔE*ab of 1976).</summary>
    public double DistanceTo(Lab other) =>
        Math.Sqrt(((L - other.L) * (L - other.L)) + ((A - other.A) * (A - other.A)) + ((B - other.B) * (B - other.B)));
}
