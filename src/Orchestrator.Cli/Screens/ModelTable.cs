using Orchestrator.Cli.Wiring;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Cli.Screens;

/// <summary>The catalogue as a table.</summary>
internal static class ModelTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, ModelCatalogue catalogue, DateOnly today)
    {
        var rows = catalogue.Rows.OrderBy(row => row.Kind).ThenBy(row => row.Edits).ThenBy(row => row.Name, StringComparer.Ordinal)
            .Select(row => (string[])[row.Name, row.Provider, Kind(row), Price(row), Limits(row), Lifecycle(row, today), Needs(row)]);
        Columns.Write(terminal, ["model", "provider", "kind", "price, USD", "limits", "lifecycle", "needs"], rows);
    }

    /// <summary>The variables without which a provider's models cannot be bought.</summary>
    public static string Needs(ModelRow row) =>
        Account.All.FirstOrDefault(account => account.Provider == row.Provider)?.Words ?? $"an account with {row.Provider}";

    private static string Kind(ModelRow row) => row switch
    {
        { Kind: ModelKind.Image } => "image",
        { Kind: ModelKind.Text } => "text",
        { Edits: true } => "video edit",
        _ => "video",
    };

    private static string Price(ModelRow row)
    {
        var price = row.Price;
        if (price.UsdPerImage is { } image)
            return $"{image}{(price.UsdPerLargeImage is { } large ? $"–{large}" : "")} an image";
        if (row.Kind is ModelKind.Image or ModelKind.Text)
            return $"{price.UsdPerMillionIn} in, {price.UsdPerMillionOut} out a million tokens";
        if (price.UsdPerSecond == 0)
            return "–";
        var least = price.Rates.Select(rate => rate.Usd).Append(price.UsdPerSecond).Min();
        var most = price.Rates.Select(rate => rate.Usd).Append(price.UsdPerSecond).Max();
        return least == most ? $"{most} a second" : $"{least}–{most} a second";
    }

    private static string Limits(ModelRow row)
    {
        List<string> limits = [];
        if (row.Seconds is [var least, ..] seconds)
            limits.Add(seconds.Count == 1 ? $"{least} s" : $"{least}–{seconds[^1]} s");
        if (row.Lines.Count > 0)
            limits.Add($"{string.Join('/', row.Lines)} lines");
        if (row.Kind == ModelKind.Video && row.Seconds.Count > 0)
            limits.Add(row.Sound ? "sound" : "silent");
        if (row.References.Total > 0)
            limits.Add(Words.Count(row.References.Total, "reference"));
        if (row.NotIn.Count > 0)
            limits.Add($"not in {string.Join(", ", row.NotIn)}");
        return string.Join(", ", limits);
    }

    private static string Lifecycle(ModelRow row, DateOnly today) => row.Retired is not { } day
        ? row.Reserve ? "active, in reserve" : "active"
        : day <= today ? $"retired {day:yyyy-MM-dd}" : $"ends {day:yyyy-MM-dd}";
}
