using Orchestrator.Model;
using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>Why a shot goes to its model, and why not to each of the others.</summary>
internal static class WhyTable
{
    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, Shot shot, int fps, RouteChoice route)
    {
        var width = route.Losers.Select(loser => Line.CellsOf(loser.Model)).Append(Line.CellsOf(route.Model)).Max() + 2;
        Put(terminal, new Line().Add($"{shot.Id}  {shot.Beat}", Strong).Add($"  {(double)shot.Frames / fps:0.0} s", Dim));
        Put(terminal, new Line());
        Put(terminal, new Line().Add("→ ", new Style(Color.Green)).Left(route.Model, width, Strong).Add(route.Reason));
        // Those that could have made it first: they are what the choice was between.
        foreach (var loser in route.Losers.OrderBy(loser => !loser.Reason.Contains("expected to an accepted take", StringComparison.Ordinal)))
            Put(terminal, new Line().Add("  ").Left(loser.Model, width).Add(loser.Reason, Dim));
    }

    private static void Put(Terminal terminal, Line line)
    {
        terminal.Output.Write(line.Render());
        terminal.Output.WriteLine();
    }
}
