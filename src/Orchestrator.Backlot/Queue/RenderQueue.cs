using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Queue;

/// <summary>Renders accepted jobs, a few at once, in the order they came; picks up unfinished ones after a restart.</summary>
internal sealed class RenderQueue(JournalStore journal, FalValidation validation, ITakeRenderer renderer, BacklotOptions options) : IAsyncDisposable
{
    private readonly Channel<string> ready = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, Task> waiting = [];
    private readonly CancellationTokenSource stop = new();
    private Task[] workers = [];

    public void Start()
    {
        workers = [.. Enumerable.Range(0, Math.Max(1, options.Concurrency)).Select(_ => Task.Run(WorkAsync))];
        foreach (var job in journal.Unfinished())
        {
            if (job.Provider == "fal")
                Enqueue(job);
            else
                journal.Change(job.RequestId, "connection lost", j => Closed(j, JobStatus.Failed, keepCharge: false));
        }
    }

    public void Enqueue(Job job)
    {
        if (job.Fault?.Action == FaultAction.StuckQueue)
            return;
        var due = job.AcceptedAt + options.QueueDelay - options.TimeProvider.GetUtcNow();
        if (due <= TimeSpan.Zero)
            ready.Writer.TryWrite(job.RequestId);
        else
            waiting[job.RequestId] = LaterAsync(job.RequestId, due);
    }

    /// <summary>How many jobs of any endpoint stand before this one.</summary>
    public int Position(Job job)
        => journal.WaitingBefore(job.RequestId);

    /// <summary>A queued job is taken out and refunded; a running one is only told, and will finish and bill.</summary>
    public Job? Cancel(string requestId)
        => journal.Change(requestId, "cancel", job => job.Status switch
        {
            JobStatus.InQueue => Closed(job, JobStatus.Cancelled, keepCharge: false),
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

    private async Task WorkAsync()
    {
        await foreach (var requestId in ready.Reader.ReadAllAsync(stop.Token))
        {
            var job = journal.Change(requestId, "started", j => j.IsOver ? null : j with { Status = JobStatus.InProgress, StartedAt = options.TimeProvider.GetUtcNow() });
            if (job is not null && job.Fault?.Action != FaultAction.StuckProgress)
                await RunAsync(job);
        }
    }

    private async Task RunAsync(Job job)
    {
        var body = journal.InputOf(job.RequestId);
        if (FailureOf(job, body) is { } error)
        {
            journal.Change(job.RequestId, "failed", j => Closed(j, JobStatus.Failed, j.Fault?.Charge == true) with { Error = error });
            return;
        }

        try
        {
            var endpoint = FalEndpoints.Find(job.Endpoint) ?? throw new InvalidOperationException($"The journal names an unknown endpoint: {job.Endpoint}");
            var (input, _, _) = validation.Check(endpoint, JsonNode.Parse(body)!.AsObject());
            if (input is null)
                throw new InvalidOperationException("The input picture of an accepted job is gone.");
            var order = endpoint.Order(input, job.Repeat, options);
            var take = await RenderAsync(job.RequestId, () => renderer.RenderAsync(job.RequestId, order, stop.Token));
            var (units, charge) = endpoint.Cost(input, take.Seconds);
            journal.Note("habits", job.RequestId, take.Habits.Select(h => h.ToString()));
            journal.Change(job.RequestId, "completed", j => Closed(j, JobStatus.Completed, keepCharge: true) with
            {
                Units = units, ChargedMicroUsd = charge, MediaId = take.FileName, MediaLength = take.Length, OutputSeed = take.Seed,
            });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; the job stays in the journal and is rendered after the next start.
        }
        catch (Exception failure)
        {
            // The edge of a job: whatever went wrong becomes the job's own answer.
            journal.Note("render failed", job.RequestId, failure.ToString());
            var broken = FalErrors.Infrastructure("runner_server_error", 500, $"The renderer failed: {failure.Message}");
            journal.Change(job.RequestId, "failed", j => Closed(j, JobStatus.Failed, keepCharge: false) with { Error = broken });
        }
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

    private JobError? FailureOf(Job job, string body)
    {
        if (job.Error is not null)
            return job.Error;
        var refused = job.Fault?.Action == FaultAction.Refuse
            || options.ForbiddenWords.Any(w => PromptOf(body).Contains(w, StringComparison.OrdinalIgnoreCase));
        if (refused)
            return FalErrors.Refusal(job.Fault?.ErrorType ?? "content_policy_violation");
        return job.Fault?.Action == FaultAction.Fail ? FalErrors.Scripted(job.Fault) : null;
    }

    private static string PromptOf(string text)
        => JsonNode.Parse(text) is JsonObject body && body["prompt"] is JsonValue value && value.TryGetValue<string>(out var prompt) ? prompt : "";

    private Job Closed(Job job, JobStatus status, bool keepCharge) => job with
    {
        Status = status,
        EndedAt = options.TimeProvider.GetUtcNow(),
        RefundedMicroUsd = keepCharge ? 0 : job.ChargedMicroUsd,
    };
}
