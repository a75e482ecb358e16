using Orchestrator.Cli.Films;
using Orchestrator.Model;

namespace Orchestrator.Cli.Screens;

/// <summary>The end of a batch: a row a film, and the money of all of them.</summary>
internal static class BatchTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<BatchRow> rows, Money? limit, bool practice)
    {
        var spent = rows.Aggregate(Money.Zero, (sum, row) => sum + row.Spent);
        terminal.Say("");
        Columns.Write(
            terminal,
            ["film", ">exit", "state", ">length", ">takes", ">cost", ">a finished minute"],
            rows.Select(row => Cells(row.Name, $"{row.ExitCode}", row.State, row.Finished, row.Takes, row.Spent))
                .Append(Cells("all", $"{rows.Max(row => row.ExitCode)}", $"{rows.Count(row => row.Finished > TimeSpan.Zero)} of {rows.Count} delivered",
                    TimeSpan.FromTicks(rows.Sum(row => row.Finished.Ticks)), rows.Sum(row => row.Takes), spent)));
        var money = practice ? " of play money" : "";
        terminal.Say(limit is { } batch ? $"{spent} of the batch's {batch}{money}." : $"{spent}{money}.");
    }

    private static string[] Cells(string name, string code, string state, TimeSpan finished, int takes, Money spent) =>
    [
        name, code, state, finished > TimeSpan.Zero ? $"{finished.TotalSeconds:0.#} s" : "–", $"{takes}", $"{spent.Amount():0.00}",
        finished > TimeSpan.Zero ? $"{spent.Amount() / (decimal)finished.TotalMinutes:0.00}" : "–",
    ];
}
