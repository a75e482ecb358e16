namespace Orchestrator.Scoring.Judging;

/// <summary>Who judges takes where a brief asks for it, and from how many pictures.</summary>
public sealed record JudgeOptions
{
    /// <summary>Catalogue name of the language model that judges.</summary>
    public string Model { get; init; } = "gpt-5.4-mini";

    /// <summary>Pictures of a take that it is shown, evenly spaced.</summary>
    public int Pictures { get; init; } = 8;

    /// <summary>Longest side of those pictures in pixels.</summary>
    public int Side { get; init; } = 512;

    /// <summary>How sure two readings must be together for a fault to count, 0..1.</summary>
    public double LeastConfidence { get; init; } = 0.6;
}
