namespace Orchestrator.Scoring;

/// <summary>Limits of the scoring stage.</summary>
public sealed class ScoringOptions
{
    /// <summary>Longest time that one clip may take to decode and score.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);
}
