namespace Orchestrator.Backlot.Clock;

/// <summary>How far the Backlot's clock is ahead of the machine's, and the instant at which it stands still; null while it runs.</summary>
internal sealed record ClockState(TimeSpan Ahead, DateTimeOffset? StoppedAt)
{
    public const string Kept = "clock";

    /// <summary>The machine's own time.</summary>
    public static ClockState Machine { get; } = new(TimeSpan.Zero, null);
}
