using Orchestrator.Model;
using Orchestrator.Providers;
using Temporalio.Activities;

namespace Orchestrator.Generation;

// An accepted job until it has ended, or its time is over.
internal sealed partial class GenerationActivities
{
    // At the usual pauses these are about two minutes.
    private const int MostLocked = 8;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<(JobState State, JobWatch Watch)> WaitAsync(IVideoModel model, ProviderJob job)
    {
        var watch = await TakenUpAsync();
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var stream = FollowAsync(model as IJobStream, job, watching.Token);
        try
        {
            for (var locked = 0; ;)
            {
                var state = await model.StateAsync(job, Cancelled);
                locked = state.Outcome == OutcomeClass.AuthOrAccount ? locked + 1 : 0;
                // The job is paid for and asking is free: a token that has just run out, or a key that is being changed, is waited for.
                if (state.Outcome != OutcomeClass.AcceptedRunning && (locked == 0 || locked > MostLocked))
                    return (state, watch);
                watch = watch.Saw(state, Now);
                ActivityExecutionContext.Current.Heartbeat(watch);
                if (await LateAsync(model, job, watch) is { } late)
                    return (late, watch);
                watch = watch with { TriedToLeave = watch.TriedToLeave || IsLateToStart(watch) };
                await bell.RestAsync(job.RequestId, watch.Pause, clock, Cancelled);
                watch = watch.Slower(polling.Longest);
            }
        }
        finally
        {
            await watching.CancelAsync();
            await stream;
        }
    }

    // A worker that takes over goes on where the last one was: neither the deadlines nor the pauses begin again.
    private async Task<JobWatch> TakenUpAsync()
    {
        var info = ActivityExecutionContext.Current.Info;
        return info.HeartbeatDetails.Count > 0 ? await info.HeartbeatDetailAtAsync<JobWatch>(0) : new JobWatch(Now, "accepted", polling.First);
    }

    private bool IsLateToStart(JobWatch watch) => watch.IsQueued && Now - watch.Since > polling.StartWithin;

    // What still waits when it should have begun goes elsewhere if it can be taken back; what should have ended by now is given up.
    private async Task<JobState?> LateAsync(IVideoModel model, ProviderJob job, JobWatch watch)
    {
        if (Now - watch.Since > polling.EndWithin)
            return await GiveUpAsync(model, job);
        if (!IsLateToStart(watch) || watch.TriedToLeave || await model.CancelAsync(job, Cancelled) != OutcomeClass.Cancelled)
            return null;
        return new(OutcomeClass.AcceptedFailedRetryable, $"not begun within {polling.StartWithin.TotalMinutes:0.#} min ({watch.Status}); taken back") { NotStarted = true };
    }

    private async Task<JobState> GiveUpAsync(IVideoModel model, ProviderJob job)
    {
        var cancelled = await model.CancelAsync(job, Cancelled) == OutcomeClass.Cancelled;
        var last = cancelled ? null : await model.StateAsync(job, Cancelled);
        // It may have ended while it was being cancelled: then it is there.
        return last is not null && last.Outcome != OutcomeClass.AcceptedRunning
            ? last
            : new(OutcomeClass.AcceptedFailedRetryable, $"not ended within {polling.EndWithin.TotalMinutes:0.#} min; given up{(cancelled ? "" : ", and it may be billed")}") { MayRun = !cancelled };
    }

    // The stream only shortens the wait; polling alone always suffices.
    private async Task FollowAsync(IJobStream? stream, ProviderJob job, CancellationToken cancellationToken)
    {
        if (stream is null)
            return;
        try
        {
            await stream.FollowAsync(job, cancellationToken);
            bell.Ring(job.RequestId);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            // Polling goes on.
        }
    }
}
