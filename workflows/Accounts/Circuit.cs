using Orchestrator.Model;

namespace Orchestrator.Workflows.Accounts;

/// <summary>
/// How an endpoint is: closed while it works, open when it is ill, so that it is left alone, and tried by a single job when its time
/// is over. Only what says that the provider is ill counts; a refused or wrong request says that it is there.
/// </summary>
/// <param name="Endpoint">The provider's own name for the model.</param>
/// <param name="Faults">Faults since the last answer that showed it well.</param>
/// <param name="OpenUntil">Until when it is left alone (UTC); null while it is closed.</param>
/// <param name="Probe">The attempt that tries it, once that time is over.</param>
/// <param name="Reason">The last fault, in words.</param>
public sealed record Circuit(string Endpoint, int Faults, DateTime? OpenUntil, string? Probe, string Reason)
{
    /// <summary>Faults in a row after which it opens.</summary>
    public const int MostFaults = 4;

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    /// <summary>One that nothing is known of.</summary>
    public static Circuit Of(string endpoint) => new(endpoint, 0, null, null, "");

    /// <summary>Why no job may be sent now, and how long that lasts; null when one may.</summary>
    public (string Reason, TimeSpan Wait)? Closed(DateTime now) => OpenUntil switch
    {
        null => null,
        { } until when now < until => ($"{Endpoint} is left alone for {(until - now).TotalSeconds:0} s: {Reason}", until - now),
        _ when Probe is not null => ($"{Endpoint} is being tried by another take: {Reason}", FirstRest),
        _ => null,
    };

    /// <summary>After a place was given to an attempt.</summary>
    public Circuit Sent(string attemptId) => OpenUntil is null ? this : this with { Probe = attemptId };

    /// <summary>After an attempt has ended.</summary>
    public Circuit Ended(PlaceReport report, DateTime now)
    {
        var probe = Probe == report.AttemptId ? null : Probe;
        return report.Outcome switch
        {
            OutcomeClass.AuthOrAccount => Open(Math.Max(Faults + 1, MostFaults), report, now),
            OutcomeClass.Ambiguous or OutcomeClass.NotAcceptedRetryable or OutcomeClass.AcceptedFailedRetryable when Faults + 1 >= MostFaults => Open(Faults + 1, report, now),
            OutcomeClass.Ambiguous or OutcomeClass.NotAcceptedRetryable or OutcomeClass.AcceptedFailedRetryable => this with { Faults = Faults + 1, Probe = probe, Reason = Words(Faults + 1, report) },
            OutcomeClass.Cancelled or OutcomeClass.AssetGone => this with { Probe = probe },
            _ => Of(Endpoint),
        };
    }

    // Each further fault doubles the rest.
    private Circuit Open(int faults, PlaceReport report, DateTime now)
    {
        var rest = TimeSpan.FromTicks(Math.Min(LongestRest.Ticks, FirstRest.Ticks << Math.Min(faults - MostFaults, 10)));
        return new(Endpoint, faults, now + rest, null, Words(faults, report));
    }

    private static string Words(int faults, PlaceReport report) => $"{(faults == 1 ? "1 fault" : $"{faults} faults")} in a row, the last {report.Outcome}";
}
