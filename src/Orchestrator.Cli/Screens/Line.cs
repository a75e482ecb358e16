using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Screens;

/// <summary>One line of a screen, put together from cells of fixed width; what does not fit ends with an ellipsis.</summary>
internal sealed class Line
{
    private readonly Paragraph paragraph = new() { Overflow = Overflow.Crop };

    /// <summary>Columns used so far.</summary>
    public int Width { get; private set; }

    /// <summary>Adds text as it is.</summary>
    public Line Add(string text, Style? style = null)
    {
        paragraph.Append(text, style ?? Style.Plain);
        Width += CellsOf(text);
        return this;
    }

    /// <summary>Adds a cell of exactly <paramref name="width"/> columns, its text to the left.</summary>
    public Line Left(string text, int width, Style? style = null)
    {
        var clipped = Clip(text, width);
        return Add(clipped, style).Add(new string(' ', Math.Max(0, width - CellsOf(clipped))));
    }

    /// <summary>Adds a cell of exactly <paramref name="width"/> columns, its text to the right.</summary>
    public Line Right(string text, int width, Style? style = null)
    {
        var clipped = Clip(text, width);
        return Add(new string(' ', Math.Max(0, width - CellsOf(clipped)))).Add(clipped, style);
    }

    /// <summary>The line as something to draw.</summary>
    public IRenderable Render() => paragraph;

    /// <summary>The text cut to a number of columns.</summary>
    public static string Clip(string text, int width)
    {
        var flat = text.ReplaceLineEndings(" ");
        if (CellsOf(flat) <= width)
            return flat;
        var clipped = new StringBuilder();
        var used = 0;
        foreach (var rune in flat.EnumerateRunes())
        {
            var cells = CellsOf(rune.ToString());
            if (used + cells > width - 1)
                break;
            clipped.Append(rune);
            used += cells;
        }
        return width < 1 ? "" : clipped.ToString().TrimEnd() + "…";
    }

    /// <summary>Columns that a text takes on a terminal.</summary>
    public static int CellsOf(string text) => new Segment(text).CellCount();
}
