using Orchestrator.Cli.Wiring;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Cli.Screens;

/// <summary>The catalogue as a table.</summary>
internal static class ModelTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, ModelCatalogue catalogue, DateOnly today)
    {
        var rows = catalogue.Rows.OrderBy(row => row.Kind).ThenBy(row => row.Edits).ThenBy(row => row.Name, StringComparer.Ordinal).ToList();
        // Where the terminal is narrow, columns give way: what is left out is in `models show`.
        (string Heading, Func<ModelRow, string> Cell)[] all =
        [
            ("model", row => row.Name), ("provider", row => row.Provider), ("kind", Kind), ("price, USD", Price), ("limits", Limits),
            ("lifecycle", row => Lifecycle(row, today)), ("needs", Needs),
        ];
        (string Heading, Func<ModelRow, string> Cell)[] some = [all[0], all[2], all[3], ("limits", Brief), ("lifecycle", row => Lifecycle(row, today).Replace("active, in reserve", "reserve", StringComparison.Ordinal))];
        (string Heading, Func<ModelRow, string> Cell)[] few = [all[0], ("USD", ShortPrice), ("limits", Brief)];
        var columns = new[] { all, some }.FirstOrDefault(columns => Width(rows, columns) <= terminal.Output.Profile.Width) ?? few;
        Columns.Write(terminal, [.. columns.Select(column => column.Heading)], rows.Select(row => columns.Select(column => column.Cell(row)).ToList()));
        if (columns.Length < all.Length)
            terminal.Say("`orchestrator models show NAME` tells the rest.");
    }

    /// <summary>Writes everything that is known of one model.</summary>
    public static void Show(Terminal terminal, ModelRow row, DateOnly today)
    {
        terminal.Say($"{row.Title} ({row.Name}): {Kind(row)}, {Lifecycle(row, today)}{(row.Successors.Count > 0 ? $"; in its place {string.Join(" or ", row.Successors)}" : "")}");
        terminal.Say($"  endpoint  {row.Endpoint}, {row.Provider}; needs {Needs(row)}");
        terminal.Say($"  licence   {row.Licence}");
        terminal.Say($"  regions   {row.Regions}{(row.NotIn.Count > 0 ? $" ({string.Join(", ", row.NotIn)})" : "")}");
        if (row.Price.Source.Length > 0)
            terminal.Say($"  price     {Price(row)} USD; {row.Price.Source}, read {row.Price.Read:yyyy-MM-dd}, good until {row.Price.Expires:yyyy-MM-dd}");
        if (Limits(row).Length > 0)
            terminal.Say($"  limits    {Limits(row)}{(row.Aspects.Count > 0 ? $"; {string.Join(", ", row.Aspects)}" : "")}");
        foreach (var guard in row.Guards)
            terminal.Say($"  avoided   {guard.When}: {guard.Words}");
    }

    private static int Width(IReadOnlyList<ModelRow> rows, IReadOnlyList<(string Heading, Func<ModelRow, string> Cell)> columns) =>
        columns.Sum(column => rows.Select(row => column.Cell(row).Length).Append(column.Heading.Length).Max()) + 2 * (columns.Count - 1);

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

    private static string ShortPrice(ModelRow row) => Price(row).Replace(" a second", "/s", StringComparison.Ordinal).Replace(" an image", "/image", StringComparison.Ordinal)
        .Replace(" in, ", "+", StringComparison.Ordinal).Replace(" out a million tokens", "/M tokens", StringComparison.Ordinal);

    // What a shot has to fit into.
    private static string Brief(ModelRow row)
    {
        var lines = row.Lines.Count > 1 ? $"{row.Lines[0]}–{row.Lines[^1]}p" : row.Lines.Count == 1 ? $"{row.Lines[0]}p" : "";
        string?[] limits = [row.Seconds is [var least, .., var most] ? $"{least}–{most} s" : row.Seconds.Count == 1 ? $"{row.Seconds[0]} s" : "", lines, row.Kind == ModelKind.Video && row.Seconds.Count > 0 ? row.Sound ? "sound" : "silent" : ""];
        return string.Join(", ", limits.Where(limit => limit?.Length > 0));
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
            limits.Add($"{Words.Count(row.References.Total, "reference")}{(row.References.InsteadOfFrames && row.Input.Image is not null ? " instead of a start frame" : "")}");
        if (row.NotIn.Count > 0)
            limits.Add($"not in {string.Join(", ", row.NotIn)}");
        return string.Join(", ", limits);
    }

    private static string Lifecycle(ModelRow row, DateOnly today) => row.Retired is not { } day
        ? row.Reserve ? "active, in reserve" : "active"
        : day <= today ? $"retired {day:yyyy-MM-dd}" : $"ends {day:yyyy-MM-dd}";
}
