using System.Diagnostics;
using Orchestrator.Assets;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Spectre.Console;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Films;

/// <summary>One run of <c>produce</c>, from the brief on disk to the film on disk.</summary>
internal sealed class Produce(HouseOrder order, ProduceWish wish)
{
    private static readonly TimeSpan LookForHost = TimeSpan.FromSeconds(1);

    private readonly Stopwatch elapsed = Stopwatch.StartNew();
    private readonly LocalAssetStore assets = new(order.Home.Assets);

    private Terminal Terminal => order.Caller.Terminal;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var brief = await BriefFile.ReadAsync(wish.BriefPath, assets, cancellationToken, wish.Migrate);
        foreach (var substitution in brief.Substitutions ?? [])
            Terminal.Say(substitution);
        if (wish.Seed is { } seed)
            brief = brief with { Seed = seed };
        var folder = new FilmFolder(wish.Folder ?? order.Caller.Path(System.IO.Path.Combine("films", brief.Name)), assets, new Ffmpeg(new FfmpegOptions()));
        var providers = ProviderSettings.Of(order.Caller);
        Greet(brief, providers);
        if (!Agreed(brief, providers))
            return ExitCode.Interrupted;

        await using var house = await House.OpenAsync(order, cancellationToken);
        if (house.IsGuest)
            Terminal.Say($"Another process serves {order.Caller.Shorten(order.Home.Root)}; this one watches and takes over if that one ends.");
        var film = await new FilmDesk(house.Client).BeginAsync(brief, wish.Fresh);
        Terminal.Say(film.Greeting);
        folder.SaveBrief(wish.BriefPath);
        return await FinishAsync(house, film, brief, folder, cancellationToken);
    }

    private async Task<int> FinishAsync(House house, FilmRun film, Brief brief, FilmFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var delivery = film.Ended ? await film.Handle.GetResultAsync() : await WatchAsync(house, film.Handle, folder, cancellationToken);
            await folder.SaveAsync(delivery, cancellationToken);
            await folder.SaveHistoriesAsync(house.Client, film.Handle.Id);
            FilmSummary.Write(Terminal, delivery, order.Caller.Shorten(folder.Film), order.Caller.Shorten(folder.Report));
            return ExitCode.For(delivery.Status);
        }
        catch (WorkflowFailedException failure)
        {
            await folder.SaveHistoriesAsync(house.Client, film.Handle.Id);
            throw FilmEnd.Explain(failure, brief.Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Terminal.Say("");
            Terminal.Say(house.IsGuest
                ? $"Stopped watching; the other process goes on with {brief.Name}."
                : $"Stopped; nothing is lost. `orchestrator produce {order.Caller.Shorten(wish.BriefPath)}` goes on where it was.");
            throw;
        }
    }

    // A guest watches what another process works on, and becomes the one that works when that process ends.
    private async Task<Delivery> WatchAsync(House house, WorkflowHandle<ProductionWorkflow, Delivery> film, FilmFolder folder, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, house.WorkerStopped);
            var watch = Watcher(folder).WatchAsync(film, watching.Token);
            if (!await HostGoneAsync(house, watch, cancellationToken))
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

    private static async Task<bool> HostGoneAsync(House house, Task watch, CancellationToken cancellationToken)
    {
        while (house.IsGuest)
        {
            await Task.WhenAny(watch, Task.Delay(LookForHost, cancellationToken));
            if (watch.IsCompletedSuccessfully || cancellationToken.IsCancellationRequested)
                return false;
            if (await house.TakeOverAsync(cancellationToken))
                return true;
            if (watch.IsFaulted && watch.Exception.InnerException is WorkflowFailedException)
                return false;
        }

        return false;
    }

    private Watcher Watcher(FilmFolder folder) => new(Terminal, elapsed, async board =>
    {
        await folder.SaveStoryboardAsync(board, CancellationToken.None);
        var shown = order.Caller.Shorten(folder.Storyboard);
        if (!Terminal.Live)
            Terminal.Say($"{(board.Frames.Count == 0 ? "The reference sheets are" : "The storyboard is")} in {shown}: `orchestrator approve NAME` lets it go on, `orchestrator reject NAME SHOT NOTE` draws a frame again.");
        return shown;
    }, new Patience(() => new DriveInfo(order.Home.Root).AvailableFreeSpace));

    private void Greet(Brief brief, ProviderSettings providers)
    {
        var seconds = brief.Duration().TotalSeconds;
        Terminal.Say($"{brief.Title}: {seconds:0.##} s, {brief.Size} at {brief.Fps} fps, budget {brief.Budget.Film}{(providers.Practice ? " of play money (no provider keys: the Backlot renders)" : "")}.");
    }

    private bool Agreed(Brief brief, ProviderSettings providers)
    {
        if (wish.Yes || providers.Practice || !Terminal.Live || Console.IsInputRedirected)
            return true;
        return Terminal.Output.Confirm($"This spends real money: up to {brief.Budget.Film}. Go on?", defaultValue: false);
    }
}
