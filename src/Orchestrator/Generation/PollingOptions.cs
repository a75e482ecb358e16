namespace Orchestrator.Generation;

/// <summary>How often a running job is asked about, and for how long it is waited for.</summary>
public sealed class PollingOptions
{
    /// <summary>First pause; each next one is half as long again. 5 seconds by default.</summary>
    public TimeSpan First { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause. 30 seconds by default.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a job may wait for its turn until it is taken back and sent elsewhere, where its provider lets it go. 10 minutes by default.</summary>
    public TimeSpan StartWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a job may take in all until it is given up. 1 hour by default.</summary>
    public TimeSpan EndWithin { get; set; } = TimeSpan.FromHours(1);
}
