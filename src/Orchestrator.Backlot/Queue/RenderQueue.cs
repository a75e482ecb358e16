using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Webhooks;

namespace Orchestrator.Backlot.Queue;

/// <summary>Renders accepted jobs, a few at once, in the order they came; picks up unfinished ones after a restart.</summary>
internal sealed class RenderQueue(JournalStore journal, ITakeRenderer renderer, MediaShelf shelf, WebhookPost post, BacklotOptions options) : IAsyncDisposable
{
    private readonly Channel<string> ready = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, Task> waiting = [];
    private readonly ConcurrentDictionary<string, int> polls = [];
    private readonly CancellationTokenSource stop = new();
    private Task[] workers = [];

    public void Start()
    {
        workers = [.. Enumerable.Range(0, Math.Max(1, options.Concurrency)).Select(_ => Task.Run(WorkAsync))];
        foreach (var job in journal.Unfinished())
        {
            if (job.Order is not null || job.Error is not null || job.IsAnswer)
                Enqueue(job);
            else
                journal.Change(job.RequestId, "connection lost", j => Closed(j, JobStatus.Failed, keepCharge: false));
        }
    }

    public void Enqueue(Job job)
    {
        if (job.Fault?.Action == FaultAction.StuckQueue || job.Place > 0)
        {
            if (job.StartBy is { } limit)
                waiting[job.RequestId] = OverdueAsync(job.RequestId, limit - options.TimeProvider.GetUtcNow());
            return;
        }

        var due = job.AcceptedAt + options.QueueDelay - options.TimeProvider.GetUtcNow();
        if (due <= TimeSpan.Zero)
            ready.Writer.TryWrite(job.RequestId);
        else
            waiting[job.RequestId] = LaterAsync(job.RequestId, due);
    }

    /// <summary>How many jobs of any endpoint stand before this one.</summary>
    public int Position(Job job)
        => job.Place > 0 ? job.Place : journal.WaitingBefore(job.RequestId);

    /// <summary>How often a job's state was asked for since the start.</summary>
    public int Polls(string requestId) => polls.GetValueOrDefault(requestId);

    /// <summary>Counts a question for a job's state.</summary>
    public void Polled(Job job)
    {
        polls.AddOrUpdate(job.RequestId, 1, (_, count) => count + 1);
        Asked(job);
    }

    /// <summary>Moves on what goes by how often it was asked for: a queue that falls, a runner that is lost.</summary>
    public void Asked(Job job)
    {
        if (job is { Status: JobStatus.InQueue, Place: > 0 })
        {
            var moved = journal.Change(job.RequestId, "queue moved", j => j is { Status: JobStatus.InQueue, Place: > 0 } ? j with { Place = Math.Max(0, j.Place - Math.Max(1, j.Fault?.Step ?? 1)) } : null);
            if (moved is { Place: 0 })
                ready.Writer.TryWrite(job.RequestId);
        }
        else if (job is { Status: JobStatus.InProgress, Fault.Action: FaultAction.RunnerLost })
        {
            journal.Change(job.RequestId, "runner lost", j => j.Status == JobStatus.InProgress ? j with { Status = JobStatus.InQueue, StartedAt = null, Fault = null, Place = 1 } : null);
        }
    }

    /// <summary>A queued job is taken out and refunded; a running one is only told, and will finish and bill.</summary>
    public Job? Cancel(string requestId)
        => journal.Change(requestId, "cancel", job => job.Status switch
        {
            JobStatus.InQueue => Closed(job, JobStatus.Cancelled, keepCharge: false),
            // An answer that is cancelled is not written on; what was written of it is paid.
            JobStatus.InProgress when job.IsAnswer => Closed(job, JobStatus.Cancelled, keepCharge: true),
            JobStatus.InProgress => job with { CancelRequested = true },
            _ => null,
        });

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll([.. workers, .. waiting.Values]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task LaterAsync(string requestId, TimeSpan due)
    {
        await Task.Delay(due, options.TimeProvider, stop.Token);
        ready.Writer.TryWrite(requestId);
        waiting.TryRemove(requestId, out _);
    }

    // The client did not want to wait longer than this for the start.
    private async Task OverdueAsync(string requestId, TimeSpan left)
    {
        if (left > TimeSpan.Zero)
            await Task.Delay(left, options.TimeProvider, stop.Token);
        var late = FalErrors.Infrastructure("request_timeout", 504, "The request did not start in the time that was asked for.");
        if (journal.Find(requestId) is { Status: JobStatus.InQueue })
            Fail(requestId, keepCharge: false, late);
        waiting.TryRemove(requestId, out _);
    }

    private async Task WorkAsync()
    {
        await foreach (var requestId in ready.Reader.ReadAllAsync(stop.Token))
        {
            var job = journal.Change(requestId, "started", j => j.IsOver ? null : j with { Status = JobStatus.InProgress, StartedAt = options.TimeProvider.GetUtcNow() });
            if (job is not null && job.Fault?.Action is not (FaultAction.StuckProgress or FaultAction.RunnerLost))
                await RunAsync(job);
        }
    }

    private async Task RunAsync(Job job)
    {
        if (job.IsAnswer)
        {
            journal.Change(job.RequestId, "completed", j => j.IsOver ? null : Closed(j, JobStatus.Completed, keepCharge: true));
            return;
        }

        if (FailureOf(job) is { } error)
        {
            // Runway bills what its moderation stops like what succeeds.
            var moderated = job.Provider == "runway" && (error.Type == "content_policy_violation" || error.Type.StartsWith("SAFETY.", StringComparison.Ordinal));
            Fail(job.RequestId, job.Fault?.Charge == true || moderated, error);
            return;
        }

        try
        {
            var order = (job.Order ?? throw new InvalidOperationException("The job was accepted by an older Backlot.")) with { Repeat = job.Repeat, Mark = options.MarkFrames ? job.RequestHash : null };
            var take = await RenderAsync(job.RequestId, () => order.Seconds == 0 ? DrawAsync(job.RequestId, order) : renderer.RenderAsync(job.RequestId, order, stop.Token));
            var filtered = order.Samples > 1 && IsFiltered(job) ? 1 : 0;
            var others = await OthersAsync(job, order, order.Samples - filtered);
            var (units, charge) = VideoSale.Cost(take.Seconds + others.Sum(other => other.Take.Seconds), job.UnitsPerSecond * (job.Fault?.Action == FaultAction.Surcharge ? 1.5 : 1), Price(job));
            var hash = await HashAsync(take.FileName);
            foreach (var made in others.Select(other => other.Take).Prepend(take))
            {
                journal.Note("habits", job.RequestId, made.Habits.Select(h => h.ToString()));
                if (made.Defects.Count > 0)
                    journal.Note("defects", job.RequestId, made.Defects);
            }

            var done = journal.Change(job.RequestId, "completed", j => Closed(j, JobStatus.Completed, keepCharge: true) with
            {
                Units = units, ChargedMicroUsd = charge, UnitMicroUsd = Price(job), MediaId = take.FileName, MediaLength = take.Length, OutputSeed = take.Seed, MediaSha256 = hash,
                Others = [.. others.Select(other => other.Sample)], Filtered = filtered,
            });
            post.Announce(done!);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; the job stays in the journal and is rendered after the next start.
        }
        catch (Exception failure)
        {
            // The edge of a job: whatever went wrong becomes the job's own answer.
            journal.Note("render failed", job.RequestId, failure.ToString());
            Fail(job.RequestId, keepCharge: false, FalErrors.Infrastructure("runner_server_error", 500, $"The renderer failed: {failure.Message}"));
        }
    }

    // The clips after the first.
    private async Task<List<(RenderedTake Take, JobSample Sample)>> OthersAsync(Job job, TakeOrder order, int samples)
    {
        List<(RenderedTake, JobSample)> made = [];
        for (var number = 1; number < samples; number++)
        {
            var (id, sample) = (TakeRenderer.SampleOf(job.RequestId, number), order.Sample(number));
            var take = await RenderAsync(job.RequestId, () => renderer.RenderAsync(id, sample, stop.Token));
            made.Add((take, new(number, take.FileName, take.Length, await HashAsync(take.FileName))));
        }

        return made;
    }

    // Of several clips moderation keeps back the last, of one that one.
    private static bool IsFiltered(Job job) => job.Fault is { Action: FaultAction.Fail, ErrorType: "rai_filtered" };

    private void Fail(string requestId, bool keepCharge, JobError error)
    {
        if (journal.Change(requestId, "failed", j => j.IsOver ? null : Closed(j, JobStatus.Failed, keepCharge) with { Error = error }) is { } failed)
            post.Announce(failed);
    }

    private async Task<RenderedTake> DrawAsync(string requestId, TakeOrder order)
    {
        var picture = await Task.Run(() => renderer.Draw(order));
        var name = requestId + ".png";
        await File.WriteAllBytesAsync(Path.Combine(shelf.MediaFolder, name), picture, stop.Token);
        return new RenderedTake(name, picture.Length, 0, 0, [], []);
    }

    private async Task<string> HashAsync(string file)
    {
        await using var stream = File.OpenRead(Path.Combine(shelf.MediaFolder, file));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop.Token));
    }

    // Ctrl-C in a terminal reaches ffmpeg before it reaches this process: what it interrupted is rendered once more, the same, or,
    // when the server really stops, left to the next start.
    private async Task<T> RenderAsync<T>(string requestId, Func<Task<T>> render)
    {
        try
        {
            return await render();
        }
        catch (Exception interrupted) when (interrupted is not OperationCanceledException)
        {
            journal.Note("render repeated", requestId, interrupted.Message);
            return await render();
        }
    }

    // What a unit costs when the job is over.
    private static long Price(Job job) => job.Fault?.Action == FaultAction.Repriced ? job.UnitMicroUsd * 3 / 2 : job.UnitMicroUsd;

    private JobError? FailureOf(Job job)
    {
        if (job.Error is not null)
            return job.Error;
        var refused = job.Fault?.Action == FaultAction.Refuse
            || options.ForbiddenWords.Any(w => job.Order?.Stretches().Any(stretch => stretch.Prompt.Contains(w, StringComparison.OrdinalIgnoreCase)) == true);
        if (refused)
            return FalErrors.Refusal(job.Fault?.ErrorType ?? "content_policy_violation");
        if (IsFiltered(job) && job.Order is { Samples: > 1 })
            return null;
        var error = job.Fault?.Action == FaultAction.Fail ? FalErrors.Scripted(job.Fault) : null;
        return job.Fault?.Retryable is { } retryable && error is not null ? error with { Retryable = retryable } : error;
    }

    private Job Closed(Job job, JobStatus status, bool keepCharge) => job with
    {
        Status = status,
        EndedAt = options.TimeProvider.GetUtcNow(),
        RefundedMicroUsd = keepCharge ? 0 : job.ChargedMicroUsd,
    };
}
