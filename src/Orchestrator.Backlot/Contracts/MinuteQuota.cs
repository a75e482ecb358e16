namespace Orchestrator.Backlot.Contracts;

/// <summary>How many calls of one kind are let in within a minute of the Backlot's clock.</summary>
internal sealed class MinuteQuota(int most)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> calls = [];

    /// <summary>Whether one more is let in; it counts only then.</summary>
    public bool Admits(string kind, DateTimeOffset now)
    {
        lock (gate)
        {
            var past = PastOf(kind, now);
            if (past.Count >= most)
                return false;
            past.Enqueue(now);
            return true;
        }
    }

    /// <summary>How many more are let in now, and when all are again.</summary>
    public (int Left, TimeSpan Until) Rest(string kind, DateTimeOffset now)
    {
        lock (gate)
        {
            var past = PastOf(kind, now);
            return (most - past.Count, past.Count == 0 ? TimeSpan.Zero : past.Last() + Minute - now);
        }
    }

    private Queue<DateTimeOffset> PastOf(string kind, DateTimeOffset now)
    {
        if (!calls.TryGetValue(kind, out var past))
            calls[kind] = past = [];
        // A clock that was set back leaves nothing behind.
        while (past.TryPeek(out var first) && (now - first >= Minute || first > now))
            past.Dequeue();
        return past;
    }
}
