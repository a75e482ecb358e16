using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;

namespace Orchestrator.Cli.Films;

/// <summary>
/// Several films by one command, some of them at once. All briefs are checked before the first film starts; a film that ends badly
/// does not keep the others from being made; the batch may have a budget, which its films cannot break together.
/// </summary>
/// <param name="order">What is around the command.</param>
/// <param name="wish">How the films are to be made.</param>
/// <param name="paths">Full paths of the briefs.</param>
/// <param name="limit">The batch's budget; null for none.</param>
/// <param name="atOnce">How many films are made at the same time.</param>
internal sealed class ProduceBatch(HouseOrder order, ProduceWish wish, IReadOnlyList<string> paths, Money? limit, int atOnce)
{
    private readonly Dictionary<BatchFilm, Task<(int Code, string? Trouble)>> running = [];
    private List<BatchFilm> waiting = [];
    private BatchBooks books = null!;
    private BatchPurse purse = null!;

    private Terminal Terminal => order.Caller.Terminal;

    /// <summary>Runs it.</summary>
    /// <returns>The worst of the films' exit codes.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var films = await ReadAllAsync(cancellationToken);
        var providers = ProviderSettings.Of(order.Caller);
        var most = films.Aggregate(Money.Zero, (sum, film) => sum + film.Brief.Budget.Film);
        most = limit is { } batch && batch < most ? batch : most;
        var shared = atOnce > 1 && films.Count > 1 ? $", {Math.Min(atOnce, films.Count)} at once" : "";
        Terminal.Say($"{Words.Count(films.Count, "film")}, up to {most}{(providers.Practice ? " of play money (no provider keys: the Backlot renders)" : "")}{shared}.");
        if (!Consent.Given(Terminal, wish.Yes, providers, most))
            return ExitCode.Interrupted;

        await using var services = new ServiceCollection().AddStages(order.Home, providers).BuildServiceProvider();
        await using var house = await House.OpenAsync(order, cancellationToken);
        var estimator = new Estimator(services);
        Foretell(films, estimator);
        books = new BatchBooks(house, wish, estimator);
        purse = new BatchPurse(limit, [.. films.Select(film => film.Share)]);
        foreach (var film in films)
            await books.ReadAsync(film, cancellationToken);
        await MakeAllAsync(house, films, cancellationToken);
        return Close(films, providers.Practice);
    }

    // Money is shared out before anything is asked of a model: as the words alone would plan these films, with room for the asking.
    private void Foretell(IReadOnlyList<BatchFilm> films, Estimator estimator)
    {
        var planned = films.Where(film => estimator.PlannedByModel(film.Brief)).Select(film => film.Brief.Name).ToList();
        if (limit is not null && planned.Count > 0)
            Terminal.Say($"{string.Join(", ", planned)}: planned by a language model. The batch's money is shared out as the rules would plan {(planned.Count == 1 ? "it" : "them")}, with what the planning may cost; a plan that needs more waits for it.");
    }

    // A mistake in the last brief is told before the first film costs anything.
    private async Task<IReadOnlyList<BatchFilm>> ReadAllAsync(CancellationToken cancellationToken)
    {
        List<(string Path, Brief Brief)> read = [];
        List<string> problems = [];
        foreach (var path in paths)
        {
            try
            {
                var brief = await new Produce(order, wish with { BriefPath = path }).ReadAsync(cancellationToken);
                if (read.Any(other => other.Brief.Name == brief.Name))
                    problems.Add($"{order.Caller.Shorten(path)}: another brief of this batch has the name {brief.Name}.");
                read.Add((path, brief));
            }
            catch (CommandException problem)
            {
                problems.Add(problem.Message);
            }
        }

        if (problems.Count > 0)
            throw new CommandException(string.Join(Environment.NewLine, problems), "Correct the briefs and run the same command again; nothing was started.", ExitCode.Usage);
        var width = read.Max(film => film.Brief.Name.Length);
        return [.. read.Select(film => new BatchFilm(MakerOf(film.Path, film.Brief, width), film.Brief))];
    }

    // One film at a time has the screen for itself; several share it line by line.
    private Produce MakerOf(string path, Brief brief, int width)
    {
        var folder = wish.Folder is { } parent ? Path.Combine(parent, brief.Name, wish.Draft ? "draft" : "") : null;
        var shared = atOnce > 1 && paths.Count > 1 ? order with { Caller = order.Caller with { Terminal = Terminal.Named(brief.Name.PadRight(width)) } } : order;
        return new Produce(shared, wish with { BriefPath = path, Folder = folder });
    }

    private async Task MakeAllAsync(House house, IReadOnlyList<BatchFilm> films, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting = [.. films];
        try
        {
            while (true)
            {
                foreach (var film in Begin(films))
                    running.Add(film, MakeAsync(house, film, stop.Token));
                if (running.Count == 0)
                    return;
                await Task.WhenAny(running.Values);
                foreach (var (film, making) in running.Where(entry => entry.Value.IsCompleted).ToList())
                {
                    running.Remove(film);
                    await EndAsync(film, await making, cancellationToken);
                }

                waiting = [.. films.Where(waiting.Contains)];
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running.Values.Select(making => making.ContinueWith(static _ => { }, TaskScheduler.Default)));
        }
    }

    private IReadOnlyList<BatchFilm> Begin(IReadOnlyList<BatchFilm> films)
    {
        var shares = purse.Give(waiting.Select(film => film.Share), Math.Max(0, atOnce - running.Count));
        var begun = films.Where(film => shares.Contains(film.Share)).ToList();
        if (begun.Count == 0 && running.Count == 0 && Unpaid() is { } last)
            begun.Add(last);
        foreach (var film in begun)
        {
            waiting.Remove(film);
            film.Begun = true;
        }

        return begun;
    }

    // Nothing that waits can be paid any more: a film that was stopped before is only shown; of the others the first one plans with
    // what is left, and says what it needs.
    private BatchFilm? Unpaid()
    {
        var film = waiting.FirstOrDefault(film => !film.Begun && (film.Share.Has.Micros > 0 || purse.Left.Micros > 0));
        if (film is { Share.Has.Micros: 0 })
            purse.GiveRest(film.Share);
        return film;
    }

    private async Task<(int Code, string? Trouble)> MakeAsync(House house, BatchFilm film, CancellationToken cancellationToken)
    {
        var part = limit is null ? (Money?)null : film.Share.Has;
        if (atOnce == 1 || paths.Count == 1)
            Terminal.Say("");
        film.Make.Say($"{film.Brief.Title}{(part is { } money ? $", up to {money} of the batch's {limit}" : "")}:");
        try
        {
            return (await film.Make.MakeAsync(house, film.Brief, part, cancellationToken), null);
        }
        catch (CommandException problem)
        {
            film.Make.Complain(problem);
            return (problem.ExitCode, Line.Clip(problem.Message, 60));
        }
    }

    // One film after the other, so that the books are never read while somebody writes in them.
    private async Task EndAsync(BatchFilm film, (int Code, string? Trouble) end, CancellationToken cancellationToken)
    {
        var (code, trouble) = end;
        var bill = await books.BillAsync(film);
        film.Row = new(film.Brief.Name, trouble ?? bill?.State ?? "not started", code, bill?.Spent ?? Money.Zero, bill?.Takes.Count ?? 0, bill?.Finished ?? TimeSpan.Zero);
        await books.ReadAsync(film, cancellationToken);
        // What the batch may give it and the film's own budget allows, it gets as soon as another film leaves it over.
        if (code == ExitCode.Budget && film.Share.Missing.Micros > 0 && film.Share.Least <= film.Share.Most)
            waiting.Add(film);
    }

    private int Close(IReadOnlyList<BatchFilm> films, bool practice)
    {
        BatchTable.Write(Terminal, [.. films.Select(film => film.Row)], limit, practice);
        if (limit is { } batch && purse.Enough > batch && films.Any(film => film.Row.ExitCode == ExitCode.Budget))
            Terminal.Say($"The same command with --batch-budget {Raises.ToTheCent(purse.Enough)} goes on with what it stopped.");
        return films.Max(film => film.Row.ExitCode);
    }
}
