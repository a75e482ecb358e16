using System.Diagnostics;
using Orchestrator.Cli.Films;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Spectre.Console;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Screens;

/// <summary>Shows a production until it ends: a board on a screen, plain lines elsewhere.</summary>
/// <param name="terminal">Where.</param>
/// <param name="elapsed">Runs since the command started.</param>
/// <param name="storyboardReady">Puts a storyboard that waits for approval where it can be looked at; returns the folder.</param>
/// <param name="patience">When to stop watching the same step fail; null watches for ever.</param>
internal sealed class Watcher(Terminal terminal, Stopwatch elapsed, Func<Storyboard, Task<string>> storyboardReady, Patience? patience = null)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(125);
    private static readonly TimeSpan Ask = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan ServicePatience = TimeSpan.FromMinutes(2);

    // A call to a service that is away is given up after about ten seconds; one that lasted longer was answered at first.
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<Delivery> stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProductionProgress? progress;
    private string? trouble;
    private string? storyboardFolder;
    private Storyboard? shown;

    /// <summary>Watches until the production ends, or its budget stops it.</summary>
    /// <returns>What it ended with, or how far it came.</returns>
    /// <exception cref="WorkflowFailedException">It ended without a delivery.</exception>
    /// <exception cref="CommandException">The same step failed until the patience ended; the production goes on trying.</exception>
    /// <exception cref="OperationCanceledException">The watching was stopped; the production was not.</exception>
    public async Task<Delivery> WatchAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var result = FirstAsync(ResultAsync(film, ended.Token), stuck.Task);
        var asking = KeepAskingAsync(film, ended.Token);
        try
        {
            await ShowAsync(film, LastLookAsync(film, result, cancellationToken), cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await asking;
        }

        return await result;
    }

    private static async Task<Delivery> FirstAsync(Task<Delivery> result, Task<Delivery> stuck) => await await Task.WhenAny(result, stuck);

    // A service that is only being started again is waited for: the worker beside this watch still holds what it bought meanwhile.
    private static async Task<Delivery> ResultAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, CancellationToken cancellationToken)
    {
        var away = Stopwatch.StartNew();
        while (true)
        {
            var asked = Stopwatch.StartNew();
            try
            {
                return await film.GetResultAsync(rpcOptions: new RpcOptions { CancellationToken = cancellationToken });
            }
            catch (RpcException lost) when (lost.Code == RpcException.StatusCode.Unavailable)
            {
                if (asked.Elapsed > LongestRefusal)
                    away.Restart();
                if (away.Elapsed > ServicePatience)
                    throw;
                await Task.Delay(Ask, cancellationToken);
            }
        }
    }

    // The picture that stays on the screen is that of the end.
    private async Task LastLookAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, Task result, CancellationToken cancellationToken)
    {
        await result;
        await AskAsync(film, cancellationToken);
    }

    private async Task ShowAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, Task result, CancellationToken cancellationToken)
    {
        if (!terminal.Live)
        {
            await ShowLinesAsync(result, cancellationToken);
            return;
        }

        var keys = new BoardKeys(film);
        await terminal.Output.Live(Text.Empty).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            for (var tick = 0; ; tick++)
            {
                if (progress is { } now)
                {
                    live.UpdateTarget(new Board(now, Moment(tick, now, keys)).Render());
                    await keys.ObeyAsync(now, elapsed.Elapsed);
                }

                if (result.IsCompleted)
                    return;
                await Task.WhenAny(result, Task.Delay(Redraw, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        });
    }

    private async Task ShowLinesAsync(Task result, CancellationToken cancellationToken)
    {
        var lines = new PlainLines();
        while (true)
        {
            var over = result.IsCompleted;
            if (progress is { } now)
            {
                foreach (var line in lines.Changes(now, trouble))
                    terminal.Say($"[{Words.Clock(elapsed.Elapsed)}] {line}");
            }

            if (over)
                return;
            await Task.WhenAny(result, Task.Delay(Ask, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private BoardMoment Moment(int tick, ProductionProgress now, BoardKeys keys)
    {
        var hint = trouble ?? keys.Answer(elapsed.Elapsed) ?? BoardKeys.Hint(now, storyboardFolder, FilmRun.NameOf(keys.FilmId));
        return new(elapsed.Elapsed, tick, terminal.Output.Profile.Width, terminal.Output.Profile.Height, hint);
    }

    private async Task KeepAskingAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Ask);
        try
        {
            do
                await AskAsync(film, cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    private async Task AskAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, CancellationToken cancellationToken)
    {
        try
        {
            var rpc = new RpcOptions { Timeout = AskTimeout, CancellationToken = cancellationToken };
            progress = await film.QueryAsync(production => production.Progress(), new WorkflowQueryOptions { Rpc = rpc });
            var found = await Trouble.OfAsync(film.Client, AtWork(film.Id, progress), rpc);
            trouble = found?.Sentence;
            if (found is not null)
                End(patience?.Judge(found));
            await ShowStoryboardAsync(film);
            if (progress.Stopped is not null && await film.QueryAsync(production => production.SoFar()) is { } soFar)
                stuck.TrySetResult(soFar);
        }
        catch (Exception exception) when (exception is RpcException or WorkflowQueryFailedException or HttpRequestException)
        {
            // A picture that is late is no failure: the production itself is waited for elsewhere.
            cancellationToken.ThrowIfCancellationRequested();
            trouble = "No worker answers at the moment; waiting for one.";
            End(patience?.JudgeSilence());
        }
    }

    private void End(CommandException? enough)
    {
        if (enough is not null)
            stuck.TrySetException(enough);
    }

    private static IEnumerable<string> AtWork(string filmId, ProductionProgress now) =>
        now.Stage == ProductionStage.Shooting
            ? now.Shots.Where(shot => shot.Attempt > 0 && ShotState.Of(shot.Step, 0).Kind == ShotStateKind.AtWork).Select(shot => $"{filmId}/{shot.ShotId}").Append(filmId)
            : [filmId];

    private async Task ShowStoryboardAsync(WorkflowHandle<ProductionWorkflow, Delivery> film)
    {
        if (progress?.Waiting is null)
        {
            (shown, storyboardFolder) = (null, null);
            return;
        }

        // A frame that was drawn again replaces the one that is being looked at.
        if (await film.QueryAsync(production => production.Board()) is { } board && (shown is null || !board.Frames.Concat(board.Sheets ?? []).SequenceEqual(shown.Frames.Concat(shown.Sheets ?? []))))
            (shown, storyboardFolder) = (board, await storyboardReady(board));
    }
}
