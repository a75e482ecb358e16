using System.Collections.Concurrent;
using System.Diagnostics;

namespace Temporalio.Worker.Execution;

/// <summary>
/// A stretch of workflow code on one thread, and the watch over it. One timer looks after all of them: a timer for each
/// activation would cost more than most activations.
/// </summary>
internal sealed class CodeTurn : IDisposable
{
    private const int LookMilliseconds = 100;
    private static readonly ConcurrentDictionary<CodeTurn, bool> Watched = new();
    private static readonly Timer Watch = new(_ => LookAtAll(), null, LookMilliseconds, LookMilliseconds);

    private readonly TaskCompletionSource overdue = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan limit;
    private long enteredAt;

    /// <param name="limit">How long the code may run without giving the thread back; infinite for no watch.</param>
    public CodeTurn(TimeSpan limit)
    {
        this.limit = limit;
        if (limit == Timeout.InfiniteTimeSpan)
            return;
        Watched[this] = true;
        GC.KeepAlive(Watch);
    }

    /// <summary>Ends when the code has run for longer than it may.</summary>
    public Task Overdue => overdue.Task;

    /// <summary>Whether nobody waits for this stretch any longer.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The code begins to run.</summary>
    public void Enter() => Volatile.Write(ref enteredAt, Stopwatch.GetTimestamp());

    /// <summary>The code has given the thread back.</summary>
    public void Leave() => Volatile.Write(ref enteredAt, 0);

    public void Dispose()
    {
        IsOver = true;
        Watched.TryRemove(this, out _);
    }

    private static void LookAtAll()
    {
        foreach (var (turn, _) in Watched)
        {
            if (Volatile.Read(ref turn.enteredAt) is > 0 and var since && Stopwatch.GetElapsedTime(since) >= turn.limit)
                turn.overdue.TrySetResult();
        }
    }
}
