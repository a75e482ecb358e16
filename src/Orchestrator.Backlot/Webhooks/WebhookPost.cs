using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Webhooks;

/// <summary>Announces finished jobs where their submit asked for it; what does not arrive is tried again.</summary>
internal sealed class WebhookPost(JournalStore journal, FaultDesk desk, BacklotOptions options, IEnumerable<ILetterWriter> writers) : IAsyncDisposable
{
    private const int Tries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly Dictionary<string, ILetterWriter> writers = writers.ToDictionary(writer => writer.Provider);
    private readonly ConcurrentDictionary<string, Task> sending = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> told = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private TaskCompletionSource<int> flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int late;

    /// <summary>Sends now what a script holds back, and says how many that are.</summary>
    public int Flush()
    {
        lock (gate)
        {
            var (held, count) = (flushed, late);
            flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            late = 0;
            held.SetResult(count);
            return count;
        }
    }

    public void Announce(Job job)
    {
        var writer = writers.GetValueOrDefault(job.Provider);
        var count = writer?.Write(job, null).Count() ?? 0;
        // A rule is met here and now: of two jobs, it strikes the one that ended first.
        var rule = count == 0 ? null : desk.Meet(new FaultCall(job.Provider, FaultRoute.Webhook, job.Endpoint, "", job.AttemptId));
        sending[job.RequestId] = Task.Run(async () =>
        {
            try
            {
                if (writer is not null && count > 0)
                    await SendAsync(writer, job, count, rule);
            }
            finally
            {
                Told(job.RequestId).TrySetResult();
                sending.TryRemove(job.RequestId, out _);
            }
        });
    }

    /// <summary>Returns when everything that was to be said of a job that ends has been sent, or was given up.</summary>
    public Task SentAsync(string requestId) => Told(requestId).Task.WaitAsync(stop.Token);

    private TaskCompletionSource Told(string requestId) => told.GetOrAdd(requestId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(sending.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Dispose();
        stop.Dispose();
    }

    private async Task SendAsync(ILetterWriter writer, Job job, int count, FaultRule? rule)
    {
        if (rule?.Action == FaultAction.WebhookLost)
            return;
        if (rule?.Action == FaultAction.WebhookLate)
            await HeldBackAsync(TimeSpan.FromSeconds(rule.RetryAfter ?? 1));
        for (var copy = rule?.Action == FaultAction.WebhookTwice ? 2 : 1; copy > 0; copy--)
        {
            // Written anew for each try: the time is part of what is signed.
            for (var letter = 0; letter < count; letter++)
                await DeliverAsync(job, () => writer.Write(job, rule?.Action).ElementAt(letter));
        }
    }

    // Until its time has come by the Backlot's clock, or it is flushed.
    private async Task HeldBackAsync(TimeSpan time)
    {
        Task<int> flush;
        lock (gate)
        {
            flush = flushed.Task;
            late++;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var ended = await Task.WhenAny(Task.Delay(time, options.TimeProvider, over.Token), flush);
        await over.CancelAsync();
        lock (gate)
        {
            if (ended != flush && !flush.IsCompleted)
                late--;
        }

        stop.Token.ThrowIfCancellationRequested();
    }

    private async Task DeliverAsync(Job job, Func<Letter> write)
    {
        for (var attempt = 1; attempt <= Tries && !stop.IsCancellationRequested; attempt++)
        {
            try
            {
                using var message = Message(write());
                using var answer = await http.SendAsync(message, stop.Token);
                journal.Note("webhook", job.RequestId, new { address = message.RequestUri, status = (int)answer.StatusCode, attempt });
                // What is turned away is not going to be welcome later.
                if ((int)answer.StatusCode < 500)
                    return;
            }
            catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
            {
                journal.Note("webhook lost", job.RequestId, new { lost.Message, attempt });
            }

            await Task.Delay(Pause, options.TimeProvider, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends a letter that is about no job, once.</summary>
    public async Task DeliverOnceAsync(Func<Letter> write)
    {
        try
        {
            using var message = Message(write());
            using var answer = await http.SendAsync(message, stop.Token);
            journal.Note("webhook", null, new { address = message.RequestUri, status = (int)answer.StatusCode });
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
            journal.Note("webhook lost", null, new { lost.Message });
        }
    }

    private static HttpRequestMessage Message(Letter letter)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, letter.Address)
        {
            Content = new ByteArrayContent(letter.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        foreach (var (name, value) in letter.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }
}
