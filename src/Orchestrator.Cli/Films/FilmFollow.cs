using System.Diagnostics;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Films;

/// <summary>Shows a film being made, to its end or to where its budget stops it.</summary>
/// <param name="order">What is around the command.</param>
/// <param name="elapsed">Runs since the command started.</param>
internal sealed class FilmFollow(HouseOrder order, Stopwatch elapsed)
{
    private static readonly TimeSpan LookForHost = TimeSpan.FromSeconds(1);

    private Terminal Terminal => order.Caller.Terminal;

    /// <summary>Follows it to its end, or until its budget stops it, and puts what there is into its folder.</summary>
    /// <param name="house">Where it is made, or looked at.</param>
    /// <param name="film">The film.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="again">The command that goes on with it, as the caller would type it.</param>
    /// <param name="cancellationToken">Stops the following, not the film.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> ToEndAsync(House house, FilmRun film, FilmFolder folder, string again, CancellationToken cancellationToken)
    {
        var name = FilmRun.NameOf(film.Handle.Id);
        try
        {
            var delivery = film.Ended ? await film.Handle.GetResultAsync() : await WatchAsync(house, film.Handle, folder, cancellationToken);
            await folder.SaveAsync(delivery, cancellationToken);
            await folder.SaveHistoriesAsync(house.Client, film.Handle.Id);
            FilmSummary.Write(Terminal, name, delivery, order.Caller.Shorten(folder.Film), order.Caller.Shorten(folder.Report));
            return ExitCode.For(delivery.Status);
        }
        catch (WorkflowFailedException failure)
        {
            await folder.SaveHistoriesAsync(house.Client, film.Handle.Id);
            throw FilmEnd.Explain(failure, name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Terminal.Say("");
            Terminal.Say(house.IsGuest
                ? $"Stopped watching; the other process goes on with {name}."
                : $"Stopped; nothing is lost. `{again}` goes on where it was.");
            throw;
        }
    }

    // A guest watches what another process works on, and becomes the one that works when that process ends.
    private async Task<Delivery> WatchAsync(House house, WorkflowHandle<ProductionWorkflow, Delivery> film, FilmFolder folder, CancellationToken cancellationToken)
    {
        while (true)
        {
            var client = house.Client;
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, house.WorkerStopped);
            var watch = Watcher(folder, FilmRun.NameOf(film.Id)).WatchAsync(film, watching.Token);
            if (!await HostGoneAsync(house, client, watch, cancellationToken))
                return await Watched(watch, house, cancellationToken);

            await watching.CancelAsync();
            await watch.ContinueWith(static _ => { }, TaskScheduler.Default);
            Terminal.Say("The process that served this home has ended; going on here.");
            film = house.Client.GetWorkflowHandle<ProductionWorkflow, Delivery>(film.Id, film.ResultRunId ?? film.RunId);
        }
    }

    private static async Task<Delivery> Watched(Task<Delivery> watch, House house, CancellationToken cancellationToken)
    {
        try
        {
            return await watch;
        }
        catch (OperationCanceledException exception) when (house.WorkerStopped.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(
                "The worker stopped by itself.",
                $"{house.Order.Home.Log} says why; then run the same command again: it goes on where it was.",
                ExitCode.Failed,
                exception);
        }
    }

    private static async Task<bool> HostGoneAsync(House house, TemporalClient client, Task watch, CancellationToken cancellationToken)
    {
        while (house.IsGuest || house.Client != client)
        {
            await Task.WhenAny(watch, Task.Delay(LookForHost, cancellationToken));
            if (watch.IsCompletedSuccessfully || cancellationToken.IsCancellationRequested)
                return false;
            if (await house.TakeOverAsync(client, cancellationToken))
                return true;
            if (watch.IsFaulted && watch.Exception.InnerException is WorkflowFailedException)
                return false;
        }

        return false;
    }

    private Watcher Watcher(FilmFolder folder, string name) => new(Terminal, elapsed, async board =>
    {
        await folder.SaveStoryboardAsync(board, CancellationToken.None);
        var shown = order.Caller.Shorten(folder.Storyboard);
        if (!Terminal.Live)
            Terminal.Say($"{(board.Frames.Count == 0 ? "The reference sheets are" : "The storyboard is")} in {shown}: `orchestrator approve {name}` lets it go on, `orchestrator reject {name} SHOT NOTE` draws a frame again.");
        return shown;
    }, new Patience(() => new DriveInfo(order.Home.Root).AvailableFreeSpace));
}
