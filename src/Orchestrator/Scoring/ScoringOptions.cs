namespace Orchestrator.Scoring;

/// <summary>Limits of the scoring stage.</summary>
public sealed class ScoringOptions
{
    /// <summary>Longest time that one clip may take to decode and score.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Country of the user (ISO 3166); null when it is not said, and then no model is left out for it.</summary>
    public string? Country { get; set; }
}
