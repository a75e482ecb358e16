using Orchestrator.Providers;

namespace Orchestrator.Generation;

/// <summary>
/// What is known of a job while it is waited for, as its heartbeats carry it: for whoever looks at the shot in the service, and for
/// the worker that waits for it after this one.
/// </summary>
/// <param name="Since">When it was first asked about (UTC).</param>
/// <param name="Status">What the provider said last, in words.</param>
/// <param name="Pause">How long to wait before it is asked about again.</param>
internal sealed record JobWatch(DateTime Since, string Status, TimeSpan Pause)
{
    /// <summary>Whether it waited for its turn when it was last asked about.</summary>
    public bool IsQueued { get; init; }

    /// <summary>How many jobs stand before it; null where the provider does not say, or it runs.</summary>
    public int? Ahead { get; init; }

    /// <summary>How long it has been seen waiting for its turn.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>Whether it was asked back already because it did not begin in time, and could not be had.</summary>
    public bool TriedToLeave { get; init; }

    /// <summary>After it was asked about.</summary>
    public JobWatch Saw(JobState state, DateTime now) => this with
    {
        Status = state.Message,
        IsQueued = state.IsQueued,
        Ahead = state.Ahead,
        Queued = state.IsQueued ? now - Since : Queued,
    };

    /// <summary>With the next pause, half as long again.</summary>
    public JobWatch Slower(TimeSpan longest) => this with { Pause = TimeSpan.FromTicks(Math.Min((long)(Pause.Ticks * 1.5), longest.Ticks)) };
}
