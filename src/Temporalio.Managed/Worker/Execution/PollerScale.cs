namespace Temporalio.Worker.Execution;

/// <summary>
/// How many polls to keep open: within bounds, what the service suggests. Once it has suggested anything, an empty poll
/// without suggestion means one less.
/// </summary>
internal sealed class PollerScale(int minimum, int maximum, int initial)
{
    private readonly Lock gate = new();
    private bool heard;

    /// <summary>How many polls to keep open now.</summary>
    public int Target { get; private set; } = initial;

    /// <summary>A part of these polls, at least one and at most all but one.</summary>
    public static (PollerScale First, PollerScale Second) Split((int Minimum, int Maximum, int Initial) whole, float share)
    {
        int First(int count) => Math.Clamp((int)(count * share), 1, Math.Max(1, count - 1));
        int Second(int count) => Math.Max(1, count - First(count));
        return (
            new(First(whole.Minimum), First(whole.Maximum), First(whole.Initial)),
            new(Second(whole.Minimum), Second(whole.Maximum), Second(whole.Initial)));
    }

    /// <summary>Learns from a poll.</summary>
    /// <param name="suggestion">What the service suggested.</param>
    /// <param name="empty">Whether the poll brought no task.</param>
    /// <returns>Whether more polls are wanted than before.</returns>
    public bool Learn(int? suggestion, bool empty)
    {
        if (minimum == maximum)
            return false;
        lock (gate)
        {
            heard |= suggestion is not null;
            var before = Target;
            var change = suggestion ?? (empty && heard ? -1 : 0);
            Target = Math.Clamp(Target + change, minimum, maximum);
            return Target > before;
        }
    }
}
