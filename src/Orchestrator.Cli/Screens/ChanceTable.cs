using Orchestrator.Providers.Chances;

namespace Orchestrator.Cli.Screens;

/// <summary>What is on record of each model, by kind of shot.</summary>
internal static class ChanceTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, ChanceExport record, bool practice, bool shared = false)
    {
        terminal.Say($"{Words.Count((int)record.Takes, "scored take")} on record{(shared ? " of all workers that share a store" : "")}{(practice ? ", made by the Backlot for play money" : "")}; a take counts {record.DailyDecay} of itself for each day of its age.");
        if (record.Counts.Count == 0)
            return;
        terminal.Say("");
        Columns.Write(terminal, ["model", "kind of shot", ">takes", "rejected for"], record.Counts
            .GroupBy(count => (count.Model, count.ShotType))
            .Select(group => (string[])[group.Key.Model, group.Key.ShotType, $"{group.Max(count => count.Takes):0.#}", Rejected(group)]));
    }

    private static string Rejected(IEnumerable<ChanceCount> counts)
    {
        var failed = counts.Where(count => count.Fails > 0).OrderByDescending(count => count.Fails).ToList();
        return failed.Count == 0 ? "nothing" : string.Join(", ", failed.Select(count => $"{Words.Of(count.Attribute)} {count.Fails:0.#} of {count.Takes:0.#}"));
    }
}
