using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>State of an accepted job.</summary>
/// <param name="Outcome"><see cref="OutcomeClass.AcceptedRunning"/> while it runs, otherwise how it ended.</param>
/// <param name="Message">In words: queue position, error.</param>
internal sealed record JobState(OutcomeClass Outcome, string Message)
{
    /// <summary>Whether it waits for its turn.</summary>
    public bool IsQueued { get; private init; }

    /// <summary>How many jobs stand before it, where the provider says so.</summary>
    public int? Ahead { get; private init; }

    /// <summary>Whether it failed because its turn did not come in time.</summary>
    public bool NotStarted { get; init; }

    /// <summary>Whether it may still run, and be billed, although nobody waits for it any longer.</summary>
    public bool MayRun { get; init; }

    /// <summary>A job that waits for its turn.</summary>
    /// <param name="ahead">How many stand before it, where the provider says so.</param>
    /// <param name="behind">What it waits for, where that is known.</param>
    public static JobState Queued(int? ahead = null, string? behind = null)
    {
        var words = ahead is { } many ? $"queued, {many} ahead" : behind is null ? "queued" : $"queued behind {behind}";
        return new(OutcomeClass.AcceptedRunning, words) { IsQueued = true, Ahead = ahead };
    }
}
