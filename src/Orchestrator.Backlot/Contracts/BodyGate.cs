namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// Lets only so many bytes of large bodies in at a time, whoever sends them: what does not fit waits for its turn, in the order it
/// came, before anything of it is read.
/// </summary>
internal sealed class BodyGate(long room)
{
    private const long Small = 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<(long Size, TaskCompletionSource Turn)> waiting = [];
    private readonly long room = room;
    private long left = room;

    /// <summary>The most that was let in at a time.</summary>
    public long Peak { get; private set; }

    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        // What is stored as it comes takes no memory.
        var size = http.Request.Path.StartsWithSegments("/uploads") || http.Request.Path.StartsWithSegments("/fal-cdn") || http.Request.Path.StartsWithSegments("/files")
            ? 0
            : Math.Min(http.Request.ContentLength ?? 0, room);
        if (size <= Small)
        {
            await next(http);
            return;
        }

        await EnterAsync(size, http.RequestAborted);
        try
        {
            await next(http);
        }
        finally
        {
            Leave(size);
        }
    }

    private async Task EnterAsync(long size, CancellationToken cancellation)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (waiting.Count == 0 && size <= left)
            {
                Take(size);
                return;
            }

            waiting.Enqueue((size, turn));
        }

        // Whoever goes away before its turn gives it back.
        await using var away = cancellation.Register(() => turn.TrySetCanceled(cancellation));
        await turn.Task;
    }

    private void Leave(long size)
    {
        lock (gate)
        {
            left += size;
            while (waiting.TryPeek(out var first) && first.Size <= left)
            {
                waiting.Dequeue();
                Take(first.Size);
                if (!first.Turn.TrySetResult())
                    left += first.Size;
            }
        }
    }

    private void Take(long size)
    {
        left -= size;
        Peak = Math.Max(Peak, room - left);
    }
}
