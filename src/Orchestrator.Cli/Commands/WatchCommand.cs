using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Assets;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Commands;

/// <summary><c>watch NAME</c>: shows a film that another process makes.</summary>
internal static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var folder = new Option<string?>("--out") { Description = "Folder for the film. Default: films/NAME.", HelpName = "DIR" };
        var command = new Command("watch", "Watch a film that another process makes, and fetch it when it is done.") { name, folder };
        var service = ServiceOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var order = service.Order(parsed, caller, ProductHome.Of(caller));
            var typed = parsed.GetValue(name)!;
            var client = await House.FindAsync(order, cancellationToken) ?? throw NobodyServes(order, typed);
            var id = FilmRun.IdFrom(typed);
            var film = client.GetWorkflowHandle<ProductionWorkflow, Delivery>(id);
            if (await FilmDesk.StatusAsync(film) is null)
                throw new CommandException($"There is no film {typed} ({id}).", "Check the name: it is `name:` in the brief.", ExitCode.Usage);
            await TellTroubleAsync(caller, client, cancellationToken);
            var path = caller.Path(parsed.GetValue(folder) ?? Path.Combine("films", FilmRun.NameOf(id)));
            return await RunAsync(order, film, path, cancellationToken);
        });
        return command;
    }

    private static CommandException NobodyServes(HouseOrder order, string film) => new(
        $"Nothing is running in {order.Home.Root}, so there is nothing to watch of {film}.",
        "`orchestrator produce BRIEF` goes on with a film; `orchestrator dev` serves all films of this folder; --address names another service.");

    private static async Task TellTroubleAsync(Caller caller, TemporalClient client, CancellationToken cancellationToken)
    {
        var now = DateTime.UtcNow;
        foreach (var state in await AccountStates.ReadAsync(client, ProviderSettings.Of(caller).Accounts.Providers, cancellationToken))
        {
            if (AccountStates.IsTroubled(state, now))
                caller.Terminal.Say($"{state.Limits.Provider}: {AccountStates.Words(state, now)}");
        }
    }

    private static async Task<int> RunAsync(HouseOrder order, WorkflowHandle<ProductionWorkflow, Delivery> film, string path, CancellationToken cancellationToken)
    {
        var terminal = order.Caller.Terminal;
        var folder = new FilmFolder(path, new Storage(order.Home).Assets, new Ffmpeg(new FfmpegOptions()));
        var watcher = new Watcher(terminal, Stopwatch.StartNew(), async board =>
        {
            await folder.SaveStoryboardAsync(board, CancellationToken.None);
            return order.Caller.Shorten(folder.Storyboard);
        });
        try
        {
            var delivery = await watcher.WatchAsync(film, cancellationToken);
            await folder.SaveAsync(delivery, cancellationToken);
            await folder.SaveHistoriesAsync(film.Client, film.Id);
            FilmSummary.Write(terminal, FilmRun.NameOf(film.Id), delivery, order.Caller.Shorten(folder.Film), order.Caller.Shorten(folder.Report));
            return ExitCode.For(delivery.Status);
        }
        catch (WorkflowFailedException failure)
        {
            throw FilmEnd.Explain(failure, FilmRun.NameOf(film.Id));
        }
    }
}
