using System.CommandLine;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Workflows;
using Temporalio.Client;

namespace Orchestrator.Cli.Commands;

/// <summary><c>spend [NAME]</c>: what films have cost, and what for.</summary>
internal static class SpendCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = new Argument<string?>("film") { Description = "The film's name, or its workflow id; all films when absent.", Arity = ArgumentArity.ZeroOrOne, HelpName = "NAME" };
        var command = new Command("spend", "Show what films have cost: by model, by what was repaired, used and wasted, a finished minute.") { name };
        var service = ServiceOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var order = service.Order(parsed, caller, ProductHome.Of(caller)) with { Work = false };
            var typed = parsed.GetValue(name);
            FilmCommand.RequireFilms(order, typed ?? "a bill");
            await using var house = order.Named is null ? await House.OpenAsync(order, cancellationToken) : null;
            var films = await BillsAsync(house?.Client ?? await Connection.OpenAsync(order.Named!), typed);
            if (films.Count == 0)
                throw new CommandException(typed is null ? "There are no films yet." : $"There is no film {typed} ({FilmRun.IdFrom(typed)}).", "`orchestrator produce BRIEF` makes one; its name is `name:` in the brief.", ExitCode.Usage);
            SpendTable.Write(caller.Terminal, films);
            return ExitCode.Ok;
        });
        return command;
    }

    // A film that was started over has several runs, and all of them cost money.
    private static async Task<IReadOnlyList<FilmBill>> BillsAsync(TemporalClient client, string? name)
    {
        var id = name is null ? null : FilmRun.IdFrom(name);
        List<(DateTime Start, FilmBill Bill)> bills = [];
        await foreach (var run in client.ListWorkflowsAsync($"WorkflowType = '{nameof(ProductionWorkflow)}'"))
        {
            if (id is not null && run.Id != id)
                continue;
            var history = await client.GetWorkflowHandle(run.Id, run.RunId).FetchHistoryAsync();
            bills.Add((run.StartTime, await FilmBill.OfAsync(history, Words.Of(run.Status), client.Options.DataConverter)));
        }

        List<FilmBill> films = [.. bills.OrderBy(entry => entry.Start).Select(entry => entry.Bill)];
        foreach (var runs in films.GroupBy(film => film.Id))
            FilmBill.Tie(runs);
        return films;
    }
}
