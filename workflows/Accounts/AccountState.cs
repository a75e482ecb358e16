namespace Orchestrator.Workflows.Accounts;

/// <summary>Everything that an account's workflow knows, as it hands it to its next run.</summary>
/// <param name="Limits">The limits.</param>
/// <param name="Window">Jobs that may be open at once now.</param>
/// <param name="PausedUntil">Until when nothing new is sent (UTC).</param>
/// <param name="Places">The jobs that have a place.</param>
/// <param name="Waiting">Those who wait for one, in order.</param>
/// <param name="Circuits">How each endpoint is.</param>
public sealed record AccountState(
    AccountLimits Limits,
    double Window,
    DateTime PausedUntil,
    IReadOnlyList<Place> Places,
    IReadOnlyList<PlaceAsk> Waiting,
    IReadOnlyList<Circuit> Circuits)
{
    /// <summary>A new account.</summary>
    public static AccountState Of(AccountLimits limits) => new(limits, limits.Jobs, default, [], [], []);
}
