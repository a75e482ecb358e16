namespace Orchestrator.Providers.Catalogue;

/// <summary>What has to hold of a row beside each of its fields being well written.</summary>
internal static class ModelRowRules
{
    /// <summary>The first thing that does not hold, with its field; null when all does.</summary>
    /// <param name="row">The row.</param>
    /// <param name="file">Name of its file without its ending.</param>
    public static string? Problem(ModelRow row, string file) =>
        row.Name != file ? $"name: '{row.Name}' should be the name of its file"
        : row.Title.Length == 0 ? "title: is empty"
        : row.Licence.Length == 0 ? "licence: is empty"
        : row.Regions.Length == 0 ? "regions: is empty"
        : row.Retired is not null ? row.Successors.Count == 0 ? "lifecycle.successors: a retired model names what takes its place" : null
        : Ascending(row.Seconds) ? Ascending(row.Lines) ? Offered(row) : "lines: should ascend" : "seconds: should ascend";

    private static string? Offered(ModelRow row)
    {
        var price = row.Price;
        if (row.Kind == ModelKind.Video && row.Seconds.Count == 0)
            return "seconds: is missing";
        if (row.Kind == ModelKind.Video && price.UsdPerSecond <= 0)
            return "price.usd: is missing";
        if (row.Kind != ModelKind.Video && price.UsdPerImage is null && price.UsdPerMillionOut <= 0)
            return "price.usd-per-image: is missing, and so is price.usd-per-million-out";
        if (row.Several?.PromptLimit < BriefPrompt.Least)
            return $"several.prompt-limit: should be at least {BriefPrompt.Least}, which the clauses of a shot come to";
        if (price.Rates.Any(rate => rate.Usd <= 0 || rate.Usd > price.UsdPerSecond))
            return "price.rates: a rate is above 0 and at most price.usd, the dearest case";
        if (!Uri.TryCreate(price.Source, UriKind.Absolute, out var source) || source.Scheme != Uri.UriSchemeHttps)
            return $"price.source: '{price.Source}' should be the https address of the page";
        if (price.Expires <= price.Read)
            return "price.expires: should be after price.read";
        return row.Chance is > 0 and <= 1 ? null : "acceptance.chance: should be above 0 and at most 1";
    }

    private static bool Ascending(IReadOnlyList<int> numbers) => numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
}
