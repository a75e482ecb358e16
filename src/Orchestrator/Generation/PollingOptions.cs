namespace Orchestrator.Generation;

/// <summary>How often a running job is asked about.</summary>
public sealed class PollingOptions
{
    /// <summary>First pause; each next one is half as long again. 5 seconds by default.</summary>
    public TimeSpan First { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause. 30 seconds by default.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(30);
}
