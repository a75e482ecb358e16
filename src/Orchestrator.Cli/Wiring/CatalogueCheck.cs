using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Cli.Wiring;

/// <summary>Looks for prices that should be read again and for models that end.</summary>
internal static class CatalogueCheck
{
    /// <summary>How long before its end a model is warned of.</summary>
    private const int NoticeDays = 60;

    /// <summary>What is to be done; empty when nothing is.</summary>
    public static IEnumerable<Finding> Of(ModelCatalogue catalogue, DateOnly today)
    {
        foreach (var row in catalogue.Rows)
        {
            if (row.Retired is { } retired && retired <= today)
                continue;
            if (row.Retired is { } end && end.DayNumber - today.DayNumber <= NoticeDays)
                yield return new(Health.Note, row.Name, $"ends on {end:yyyy-MM-dd}, in {end.DayNumber - today.DayNumber} days", Successors(row));
            if (row.Price.Expires <= today)
                yield return new(
                    Health.Note,
                    row.Name,
                    $"its price was read on {row.Price.Read:yyyy-MM-dd} and was to be read again by {row.Price.Expires:yyyy-MM-dd}",
                    $"Read {row.Price.Source}, then correct price, read and expires in catalog/{row.Name}.yaml.");
        }
    }

    private static string Successors(ModelRow row) => row.Successors.Count == 0
        ? $"Take it out of the briefs that name it; catalog/{row.Name}.yaml names no successor."
        : $"Name {string.Join(" or ", row.Successors)} in the briefs that name it.";
}
