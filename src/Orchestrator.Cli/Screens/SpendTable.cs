using Orchestrator.Cli.Films;
using Orchestrator.Model;

namespace Orchestrator.Cli.Screens;

/// <summary>The ledger of films: each film, then all of them by model and by what was repaired.</summary>
internal static class SpendTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<FilmBill> films)
    {
        var kinds = films.GroupBy(film => film.PlayMoney).OrderBy(kind => kind.Key).ToList();
        foreach (var kind in kinds)
        {
            if (kind != kinds[0])
                terminal.Say("");
            terminal.Say(kind.Key ? "play money: the Backlot's, nobody was paid" : "real money: charged by the providers");
            Ledger(terminal, [.. kind]);
        }

        if (kinds.Count > 1)
        {
            terminal.Say("");
            terminal.Say("Play money and real money are two ledgers; nothing above adds one to the other.");
        }
    }

    private static void Ledger(Terminal terminal, IReadOnlyList<FilmBill> films)
    {
        Columns.Write(
            terminal,
            ["film", "state", ">length", ">plan and judge", ">storyboard", ">takes", ">used", ">wasted", ">estimated", ">total", ">a finished minute"],
            films.Select(film => Row(film.Name, film.State, [film])).Concat(films.Count > 1 ? [Row("all", "", films)] : []));
        var takes = films.SelectMany(film => film.Takes).ToList();
        if (takes.Count == 0)
            return;
        Groups(terminal, "model", takes.GroupBy(take => take.Model));
        Groups(terminal, "bought for", takes.GroupBy(take => take.Purpose));
        Edits(terminal, films);
        terminal.Say("");
        terminal.Say("estimated: of the takes, what is known by the catalogue's price and not by the provider's own measure");
    }

    private static string[] Row(string name, string state, IReadOnlyList<FilmBill> films)
    {
        var takes = films.SelectMany(film => film.Takes).ToList();
        // A film that was delivered twice is one: its minutes cost what all productions of it have cost together.
        var minutes = (decimal)films.Where(film => !film.Replaced).Sum(film => film.Finished.TotalMinutes);
        var spent = films is [var alone] ? alone.Whole : Sum(films.Select(film => film.Spent));
        var total = Sum(films.Select(film => film.Spent));
        return
        [
            name, state, minutes > 0 ? $"{minutes * 60:0.#} s" : "–", $"{Sum(films.Select(film => film.Planning + film.Judging)).Amount():0.00}", $"{Sum(films.Select(film => film.Storyboard)).Amount():0.00}", $"{takes.Count}",
            Total(takes.Where(take => take.Used)), Total(takes.Where(take => !take.Used)), Total(takes.Where(take => !take.Reported)), $"{total}",
            minutes > 0 ? $"{spent.Amount() / minutes:0.00}" : "–",
        ];
    }

    private static void Groups(Terminal terminal, string heading, IEnumerable<IGrouping<string, BoughtTake>> groups)
    {
        terminal.Say("");
        Columns.Write(terminal, [heading, ">takes", ">used", ">wasted", ">total"], groups
            .OrderByDescending(group => Sum(group.Select(take => take.Charged))).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (string[])[group.Key, $"{group.Count()}", Total(group.Where(take => take.Used)), Total(group.Where(take => !take.Used)), Total(group)]));
    }

    private static void Edits(Terminal terminal, IReadOnlyList<FilmBill> films)
    {
        var edits = films.SelectMany(film => film.Takes.Where(take => take.Edit is not null).Select(take => (string[])[$"{(films.Count > 1 ? $"{film.Name} " : "")}{take.Edit}", take.Model, take.Used ? "in the film" : "not used", $"{take.Charged.Amount():0.00}"])).ToList();
        if (edits.Count == 0)
            return;
        terminal.Say("");
        Columns.Write(terminal, ["edit", "by", "", ">cost"], edits);
    }

    private static string Total(IEnumerable<BoughtTake> takes) => $"{Sum(takes.Select(take => take.Charged)).Amount():0.00}";

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
}
