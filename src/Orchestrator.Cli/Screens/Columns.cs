using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>Rows of text in columns as wide as their widest cell; the headings are dim. What the terminal cannot hold is cut.</summary>
internal static class Columns
{
    private const int Between = 2;
    private static readonly Style Dim = new(Color.Grey);

    /// <summary>Writes them.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="headings">One heading a column; one that starts with <c>&gt;</c> puts its column to the right.</param>
    /// <param name="rows">The cells.</param>
    public static void Write(Terminal terminal, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToList();
        var right = headings.Select(heading => heading.StartsWith('>')).ToList();
        var titles = headings.Select(heading => heading.TrimStart('>')).ToList();
        var widths = titles.Select((title, column) => all.Select(row => Line.CellsOf(row[column])).Append(Line.CellsOf(title)).Max()).ToList();
        Put(terminal, Compose(titles, widths, right, Dim));
        foreach (var row in all)
            Put(terminal, Compose(row, widths, right, null));
    }

    private static Line Compose(IReadOnlyList<string> cells, IReadOnlyList<int> widths, IReadOnlyList<bool> right, Style? style)
    {
        var line = new Line();
        for (var column = 0; column < cells.Count; column++)
        {
            if (right[column])
                line.Right(cells[column], widths[column], style);
            else if (column < cells.Count - 1)
                line.Left(cells[column], widths[column], style);
            else
                line.Add(cells[column], style);
            if (column < cells.Count - 1)
                line.Add(new string(' ', Between));
        }

        return line;
    }

    private static void Put(Terminal terminal, Line line)
    {
        terminal.Output.Write(line.Render());
        terminal.Output.WriteLine();
    }
}
