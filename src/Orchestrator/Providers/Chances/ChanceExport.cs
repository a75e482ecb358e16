namespace Orchestrator.Providers.Chances;

/// <summary>All that is on record, for other tools.</summary>
/// <param name="Day">The day for which older takes are discounted.</param>
/// <param name="DailyDecay">Factor by which a take counts less for each day of its age.</param>
/// <param name="Takes">Scored takes behind it.</param>
/// <param name="Counts">The counters.</param>
internal sealed record ChanceExport(DateOnly Day, double DailyDecay, long Takes, IReadOnlyList<ChanceCount> Counts);
