using System.Collections.Concurrent;
using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>
/// Wakes whoever waits for a job before his pause is over. What rings it (a webhook, a status stream) proves nothing: the state is
/// always read from the provider afterwards, and without any ring the pause ends by itself.
/// </summary>
public sealed class JobBell
{
    // A webhook may come before the answer to its submit; what nobody waited for is kept for as many jobs.
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> bells = [];
    private readonly ConcurrentDictionary<string, ProviderJob> byAttempt = [];

    /// <summary>Rings for a provider's request.</summary>
    public void Ring(string requestId)
    {
        if (bells.Count > MostRemembered)
            bells.Clear();
        Bell(requestId).TrySetResult();
    }

    /// <summary>Remembers which job an attempt became, as a webhook told although the answer to its submit was lost.</summary>
    public void Remember(ProviderJob job)
    {
        if (byAttempt.Count > MostRemembered)
            byAttempt.Clear();
        byAttempt[job.AttemptId] = job;
        Ring(job.RequestId);
    }

    /// <summary>The job of an attempt, if a webhook named it.</summary>
    public ProviderJob? JobOf(string attemptId) => byAttempt.GetValueOrDefault(attemptId);

    /// <summary>Waits for a ring, but no longer than the pause. A ring counts once.</summary>
    public async Task RestAsync(string requestId, TimeSpan pause, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Bell(requestId).Task, Task.Delay(pause, clock, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (bells.TryGetValue(requestId, out var bell) && bell.Task.IsCompleted)
            bells.TryRemove(new(requestId, bell));
    }

    private TaskCompletionSource Bell(string requestId) =>
        bells.GetOrAdd(requestId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
