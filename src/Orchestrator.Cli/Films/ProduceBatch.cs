using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Client;

namespace Orchestrator.Cli.Films;

/// <summary>
/// Several films by one command, one after the other. All briefs are checked before the first film starts; a film that ends badly
/// does not keep the next one from being made; the batch may have a budget, which no film can break.
/// </summary>
internal sealed class ProduceBatch(HouseOrder order, ProduceWish wish, IReadOnlyList<string> paths, Money? limit)
{
    private readonly List<BatchRow> rows = [];

    private Terminal Terminal => order.Caller.Terminal;

    /// <summary>Runs it.</summary>
    /// <returns>The worst of the films' exit codes.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var films = await ReadAllAsync(cancellationToken);
        var providers = ProviderSettings.Of(order.Caller);
        var most = films.Aggregate(Money.Zero, (sum, film) => sum + film.Brief.Budget.Film);
        most = limit is { } batch && batch < most ? batch : most;
        Terminal.Say($"{Words.Count(films.Count, "film")}, up to {most}{(providers.Practice ? " of play money (no provider keys: the Backlot renders)" : "")}.");
        if (!films[0].Make.Agreed(most, providers))
            return ExitCode.Interrupted;

        await using var house = await House.OpenAsync(order, cancellationToken);
        foreach (var (make, brief) in films)
            await MakeAsync(house, make, brief, cancellationToken);
        BatchTable.Write(Terminal, rows, limit, providers.Practice);
        return rows.Max(row => row.ExitCode);
    }

    // A mistake in the last brief is told before the first film costs anything.
    private async Task<IReadOnlyList<(Produce Make, Brief Brief)>> ReadAllAsync(CancellationToken cancellationToken)
    {
        List<(Produce Make, Brief Brief)> films = [];
        List<string> problems = [];
        foreach (var path in paths)
        {
            try
            {
                var make = new Produce(order, wish with { BriefPath = path });
                var brief = await make.ReadAsync(cancellationToken);
                if (films.Any(film => film.Brief.Name == brief.Name))
                    problems.Add($"{order.Caller.Shorten(path)}: another brief of this batch has the name {brief.Name}.");
                var folder = wish.Folder is { } parent ? Path.Combine(parent, brief.Name, wish.Draft ? "draft" : "") : null;
                films.Add((new Produce(order, wish with { BriefPath = path, Folder = folder }), brief));
            }
            catch (CommandException problem)
            {
                problems.Add(problem.Message);
            }
        }

        return problems.Count == 0
            ? films
            : throw new CommandException(string.Join(Environment.NewLine, problems), "Correct the briefs and run the same command again; nothing was started.", ExitCode.Usage);
    }

    private async Task MakeAsync(House house, Produce make, Brief brief, CancellationToken cancellationToken)
    {
        // What the films of this batch have cost before counts: the same command goes on with the same money.
        var earlier = await BillAsync(house, brief);
        var left = limit is { } batch ? batch - rows.Aggregate(Money.Zero, (sum, row) => sum + row.Spent) : (Money?)null;
        if (earlier is null && left is { Micros: <= 0 })
        {
            rows.Add(new(brief.Name, "not started: the batch's budget is used", ExitCode.Budget, Money.Zero, 0, TimeSpan.Zero));
            return;
        }

        Terminal.Say("");
        Terminal.Say($"{brief.Title} ({rows.Count + 1}):");
        var (code, trouble) = await TryAsync(() => make.MakeAsync(house, brief, left, cancellationToken));
        var bill = await BillAsync(house, brief);
        rows.Add(new(brief.Name, trouble ?? bill?.State ?? "not started", code, bill?.Spent ?? Money.Zero, bill?.Takes.Count ?? 0, bill?.Finished ?? TimeSpan.Zero));
    }

    private async Task<(int Code, string? Trouble)> TryAsync(Func<Task<int>> make)
    {
        try
        {
            return (await make(), null);
        }
        catch (CommandException problem)
        {
            Terminal.Complain(problem.Message, problem.Remedy);
            return (problem.ExitCode, Line.Clip(problem.Message, 60));
        }
    }

    private static async Task<FilmBill?> BillAsync(House house, Brief brief)
    {
        var handle = house.Client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdOf(brief.Name));
        return await FilmDesk.StatusAsync(handle) is { } status
            ? await FilmBill.OfAsync(await handle.FetchHistoryAsync(), Words.Of(status), house.Client.Options.DataConverter)
            : null;
    }
}
