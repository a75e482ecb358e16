using Orchestrator.Cli.Films;
using Orchestrator.Model;
using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>What the film of a draft will cost, before it is begun.</summary>
internal static class FinishTable
{
    private static readonly Style Dim = new(Color.Grey);

    /// <summary>Writes it.</summary>
    /// <returns>The most that it will cost beyond its draft: its budget is never broken.</returns>
    public static Money Write(Terminal terminal, Estimate estimate, DraftBill draft, bool practice)
    {
        var brief = estimate.Brief;
        var left = brief.Budget.Film - draft.Total();
        left = left.Micros < 0 ? left with { Micros = 0 } : left;
        var most = estimate.Most < left ? estimate.Most : left;
        Row(terminal, "shots", string.Join(", ", estimate.Routes.GroupBy(route => route.Model).Select(group => $"{group.Count()} on {group.Key}")));
        foreach (var group in estimate.Grouping.Groups)
            Row(terminal, "together", $"{string.Join(", ", group.ShotIds)} as one generation of {group.Seconds.Sum()} s on {group.Model}, {group.WorstCase}");
        Row(terminal, "draft", $"{draft.Total()} is spent; its plan and storyboard are used again");
        Row(terminal, "at least", $"{estimate.Least} more  (one take of every shot)");
        Row(terminal, "at most", $"{most} more  (up to {Words.Count(brief.MaximumAttempts, "take")} a shot, never over the budget)");
        Row(terminal, "budget", $"{brief.Budget.Film} for both{(practice ? ", of play money" : "")}{(estimate.Least > left ? ": it does not pay the least, and the film will wait for more" : "")}");
        return most;
    }

    private static void Row(Terminal terminal, string name, string value)
    {
        terminal.Output.Write(new Text($"  {name,-9}", Dim));
        terminal.Output.WriteLine(value);
    }
}
