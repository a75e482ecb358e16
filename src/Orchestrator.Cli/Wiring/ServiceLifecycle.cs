using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Cli.Wiring;

/// <summary>Holds what a service says of the ends of its models against the catalogue.</summary>
internal static class ServiceLifecycle
{
    /// <summary>How long before its end a model is warned of.</summary>
    private const int NoticeDays = 14;

    /// <summary>What is to be done; empty when nothing is.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="provider">The service's name in it.</param>
    /// <param name="told">Its models and their last days, by its own names.</param>
    /// <param name="today">Today.</param>
    public static IEnumerable<Finding> Of(ModelCatalogue catalogue, string provider, IReadOnlyDictionary<string, DateOnly?> told, DateOnly today)
    {
        foreach (var row in catalogue.Rows.Where(row => row.Provider == provider && !(row.Retired <= today)))
        {
            if (!told.TryGetValue(row.Endpoint, out var end))
                yield return new(Health.Note, row.Name, $"the service does not list {row.Endpoint} for this key", $"See in the account whether it is open to it; if it is gone, write lifecycle.retired and its successors in catalog/{row.Name}.yaml.");
            else if (end is { } day && day != row.Retired && day.DayNumber - today.DayNumber <= NoticeDays)
                yield return new(Health.Note, row.Name, When(day, today), $"Write lifecycle.retired: {day:yyyy-MM-dd} and lifecycle.successors in catalog/{row.Name}.yaml, and name a successor in the briefs that name it.");
        }
    }

    private static string When(DateOnly day, DateOnly today) => day <= today
        ? $"the service says that it ended on {day:yyyy-MM-dd}"
        : $"the service says that it ends on {day:yyyy-MM-dd}, in {day.DayNumber - today.DayNumber} days; the catalogue does not know";
}
