using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Client;

namespace Orchestrator.Cli.Commands;

/// <summary><c>retake NAME SHOT NOTE</c>: takes a finished shot again, of a film that is being made or of one that was delivered.</summary>
internal static class RetakeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var shot = FilmCommand.Shot();
        var note = FilmCommand.Note();
        var folder = new Option<string?>("--out") { Description = "Folder for a film that was delivered. Default: films/NAME.", HelpName = "DIR" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before real money is spent." };
        var command = new Command("retake", "Take a finished shot again: with the one change that the note names (brighter, closer, pan left, …), or from a new seed. A film that was delivered is cut again with it.") { name, shot, note, folder, yes };
        var service = ServiceOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var order = service.Order(parsed, caller, ProductHome.Of(caller));
            var typed = parsed.GetValue(name)!;
            FilmCommand.RequireFilms(order, typed);
            var wish = new RetakeOrder(parsed.GetValue(shot)!, string.Join(" ", parsed.GetValue(note)!));
            var path = parsed.GetValue(folder) is { } given ? caller.Path(given) : null;
            return await RunAsync(order, typed, wish, path, parsed.GetValue(yes), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(HouseOrder order, string typed, RetakeOrder wish, string? path, bool yes, CancellationToken cancellationToken)
    {
        var elapsed = Stopwatch.StartNew();
        // To a film that is being made elsewhere it is only said; one that was delivered is worked on here.
        if (order.Named is { } named && await new FilmDesk(await Connection.OpenAsync(named)).AgainAsync(typed, wish) is null)
            return await SayAsync(order, typed, wish, cancellationToken);
        await using var house = await House.OpenAsync(order, cancellationToken);
        var desk = new FilmDesk(house.Client);
        if (await desk.AgainAsync(typed, wish) is not { } request)
        {
            await house.DisposeAsync();
            return await SayAsync(order, typed, wish, cancellationToken);
        }

        var (terminal, providers) = (order.Caller.Terminal, ProviderSettings.Of(order.Caller));
        var film = request.Again!.Film;
        var left = film.Limit - film.Spent;
        await using var reader = RetakeReader.Open(order.Home, providers);
        var (planned, asked) = (film.Plan!.Shots.Single(shot => shot.Id == wish.ShotId), film.Shots.Single(shot => shot.ShotId == wish.ShotId).Asked()?.Request);
        var change = await new RetakeNote(terminal, reader).ReadAsync(wish, FilmRun.IdFrom(typed), planned, asked, left, cancellationToken);
        request = request with { Again = request.Again with { Change = change } };
        left -= change?.Read?.Charged ?? Money.Zero;
        terminal.Say($"{wish.ShotId} of {request.Brief.Name} again: {left} of {request.Again.Film.Limit} is left{(providers.Practice ? ", of play money" : "")}.");
        if (!Consent.Given(terminal, yes, providers, left))
            return ExitCode.Interrupted;
        var run = await desk.StartAgainAsync(request);
        terminal.Say(run.Greeting);
        var folder = new FilmFolder(path ?? order.Caller.Path(Path.Combine("films", request.Brief.Name, request.Draft ? "draft" : "")), new Storage(order.Home).Assets, new Ffmpeg(new FfmpegOptions()));
        var again = $"orchestrator produce {order.Caller.Shorten(Path.Combine(folder.Path, "brief.yaml"))}{(request.Draft ? " --draft" : "")}";
        return await new FilmFollow(order, elapsed).ToEndAsync(house, run, folder, again, cancellationToken);
    }

    private static Task<int> SayAsync(HouseOrder order, string typed, RetakeOrder wish, CancellationToken cancellationToken) =>
        FilmCommand.SayAsync(order, typed, film => SayAsync(order, film, wish, cancellationToken), cancellationToken);

    // What the note changes is shown before the film hears of it; what the film refuses anyway is not read.
    private static async Task<string> SayAsync(HouseOrder order, WorkflowHandle<ProductionWorkflow, Delivery> film, RetakeOrder wish, CancellationToken cancellationToken)
    {
        if (await film.QueryAsync(production => production.ShotAsFilmed(wish.ShotId)) is { } filmed)
        {
            var progress = await film.QueryAsync(production => production.Progress());
            await using var reader = RetakeReader.Open(order.Home, ProviderSettings.Of(order.Caller));
            wish = wish with { Change = await new RetakeNote(order.Caller.Terminal, reader).ReadAsync(wish, film.Id, filmed.Shot, filmed.Asked, progress.Limit - progress.Spent - progress.Reserved, cancellationToken) };
        }

        return await film.ExecuteUpdateAsync(production => production.RetakeAsync(wish));
    }
}
