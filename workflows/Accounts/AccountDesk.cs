using Orchestrator.Model;

namespace Orchestrator.Workflows.Accounts;

/// <summary>
/// Gives out the places of one account. How many there are follows the provider: one more for each job that it took without
/// complaint, up to the limit; half as many when it says that it is too much, and nothing new until it wants; fewer while it lets jobs
/// wait in a queue of its own, for what waits there cannot be sent elsewhere.
/// </summary>
internal sealed class AccountDesk(AccountState state)
{
    // No take is waited for longer than this: whoever holds a place then has gone without a word.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(3);
    private const double LongQueueSeconds = 120;

    private readonly List<Place> places = [.. state.Places];
    private readonly List<PlaceAsk> waiting = [.. state.Waiting];
    private readonly SortedDictionary<string, Circuit> circuits =
        new(state.Circuits.ToDictionary(circuit => circuit.Endpoint, StringComparer.Ordinal), StringComparer.Ordinal);
    private AccountLimits limits = state.Limits;
    private double window = state.Window;
    private DateTime pausedUntil = state.PausedUntil;

    /// <summary>Everything that is known.</summary>
    public AccountState State => new(limits, window, pausedUntil, [.. places], [.. waiting], [.. circuits.Values]);

    /// <summary>Sets other limits.</summary>
    public void Limit(AccountLimits wanted)
    {
        window = wanted.Jobs > limits.Jobs ? wanted.Jobs : Math.Min(window, wanted.Jobs);
        limits = wanted;
    }

    /// <summary>Somebody asks for a place.</summary>
    public void Enter(PlaceAsk ask) => waiting.Add(ask);

    /// <summary>A place is given back; or the wait for one is given up.</summary>
    public void Leave(PlaceReport report, DateTime now)
    {
        waiting.RemoveAll(ask => ask.AttemptId == report.AttemptId);
        if (places.Find(place => place.AttemptId == report.AttemptId) is not { } held)
            return;
        places.Remove(held);
        circuits[held.Endpoint] = CircuitOf(held.Endpoint).Ended(report, now);
        if (report.QueuedSeconds > LongQueueSeconds)
            window = Math.Max(1, window - 1);
        else if (report.Outcome is OutcomeClass.Delivered or OutcomeClass.Refused or OutcomeClass.UnderDelivered)
            window = Math.Min(limits.Jobs, window + (1 / window));
    }

    /// <summary>The provider would not take a job for now.</summary>
    public void Throttle(ThrottleReport report, DateTime now)
    {
        // Several that were sent at once are told the same: that is one complaint.
        if (now >= pausedUntil)
            window = Math.Max(1, window / 2);
        var until = now.AddSeconds(Math.Clamp(report.RetryAfterSeconds, 1, 600));
        pausedUntil = until > pausedUntil ? until : pausedUntil;
    }

    /// <summary>Everybody who is to be told something now: that there is a place, or that there will be none.</summary>
    public IReadOnlyList<(PlaceAsk Ask, PlaceAnswer Answer)> Decide(DateTime now)
    {
        foreach (var gone in places.Where(place => now - place.Since > Forgotten).ToList())
            Leave(new(gone.AttemptId, OutcomeClass.Cancelled), now);
        List<(PlaceAsk, PlaceAnswer)> told = [];
        foreach (var ask in waiting.ToList())
        {
            if (CircuitOf(ask.Endpoint).Closed(now) is var (reason, wait))
            {
                told.Add((ask, new(ask.AttemptId, PlaceState.Closed, reason, wait.TotalSeconds)));
            }
            else if (now >= pausedUntil && places.Count < Places)
            {
                places.Add(new(ask.AttemptId, ask.Endpoint, now));
                circuits[ask.Endpoint] = CircuitOf(ask.Endpoint).Sent(ask.AttemptId);
                told.Add((ask, new(ask.AttemptId, PlaceState.Granted, "")));
            }
            else
            {
                continue;
            }

            waiting.Remove(ask);
        }

        return told;
    }

    /// <summary>What somebody who has to wait is told.</summary>
    public PlaceAnswer Wait(PlaceAsk ask) =>
        new(ask.AttemptId, PlaceState.Waiting, $"waits for {limits.Provider}: {places.Count} of {Places} jobs are open, {waiting.IndexOf(ask)} wait before it");

    /// <summary>Whether somebody waits.</summary>
    public bool Waits(PlaceAsk ask) => waiting.Contains(ask);

    /// <summary>How long it takes until there is something to decide without anybody saying anything; null when there is nothing.</summary>
    public TimeSpan? Next(DateTime now)
    {
        if (waiting.Count == 0)
            return null;
        if (now < pausedUntil)
            return pausedUntil - now;
        return places.Count == 0 ? null : places.Min(place => place.Since) + Forgotten - now + TimeSpan.FromSeconds(1);
    }

    private int Places => Math.Max(1, (int)window);

    private Circuit CircuitOf(string endpoint) => circuits.GetValueOrDefault(endpoint) ?? Circuit.Of(endpoint);
}
