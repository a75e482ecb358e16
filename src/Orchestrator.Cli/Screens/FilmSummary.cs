using Orchestrator.Cli.Films;
using Orchestrator.Model;
using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>The last words of a production: where the film is, what it cost, how many takes it needed.</summary>
internal static class FilmSummary
{
    private static readonly Style Dim = new(Color.Grey);

    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="name">Name of the film.</param>
    /// <param name="delivery">How the production ended.</param>
    /// <param name="film">Where the film is, as the caller would write it.</param>
    /// <param name="report">Where the report is.</param>
    public static void Write(Terminal terminal, string name, Delivery delivery, string film, string report)
    {
        var output = terminal.Output;
        output.WriteLine();
        var (mark, style) = delivery.Status switch
        {
            DeliveryStatus.Completed => ("✓ ", new Style(Color.Green)),
            DeliveryStatus.CompletedWithNotes => ("✓ ", new Style(Color.Yellow)),
            _ => ("✗ ", new Style(Color.Red)),
        };
        output.Write(new Text(mark, style));
        output.WriteLine(delivery.Message);
        if (delivery.Film is not null)
            Row(output, "film", film);
        if (delivery.Report is not null)
            Row(output, "report", report);
        Row(output, "cost", $"{delivery.Spent} of {delivery.Limit}{Minute(delivery)}");
        if (Attempts(delivery) is { } attempts)
            Row(output, "takes", attempts);
        foreach (var note in Notes(delivery))
            Row(output, "note", note);
        if (delivery.Drafted is { } drafted)
            Row(output, "of it", $"draft {drafted.Total()}, film {delivery.Spent - drafted.Total()}");
        if (delivery is { Draft: true, Film: not null })
            Row(output, "go on", $"orchestrator finish {name}   (the same shots on the models of the film)");
        if (delivery.Enough is { } enough)
            Row(output, "go on", $"{Raises.Command(name, enough)}   (what it has is kept, and nothing is bought twice)");
    }

    private static string Minute(Delivery delivery) =>
        delivery.CostOfMinute is { } minute ? $", {minute} a finished minute" : "";

    private static string? Attempts(Delivery delivery)
    {
        var accepted = delivery.Shots.Where(shot => shot.Clip is not null).ToList();
        if (accepted.Count == 0)
            return null;
        var takes = accepted.Sum(shot => shot.Attempts.Count);
        return $"{Words.Count(takes, "take")} for {Words.Count(accepted.Count, "accepted shot")}: {(double)takes / accepted.Count:0.00} a shot";
    }

    private static IEnumerable<string> Notes(Delivery delivery) =>
        delivery.Shots.SelectMany(shot => shot.Notes.Select(note => $"{shot.ShotId}: {note}")).Concat(delivery.Film?.Findings ?? []);

    private static void Row(IAnsiConsole output, string name, string value)
    {
        output.Write(new Text($"  {name,-7}", Dim));
        output.WriteLine(value);
    }
}
