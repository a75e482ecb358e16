using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Wiring;
using Orchestrator.Media;

namespace Orchestrator.Cli.Commands;

/// <summary><c>finish NAME</c>: makes the film of a draft.</summary>
internal static class FinishCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var folder = new Option<string?>("--out") { Description = "Folder for the film. Default: films/NAME.", HelpName = "DIR" };
        var command = new Command("finish", "Make the film of a draft: its accepted shots again, on the models of the film, with the same fields and seeds.") { name, folder };
        var service = ServiceOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var order = service.Order(parsed, caller, ProductHome.Of(caller));
            var typed = parsed.GetValue(name)!;
            FilmCommand.RequireFilms(order, typed);
            var path = caller.Path(parsed.GetValue(folder) ?? Path.Combine("films", FilmRun.NameOf(FilmRun.IdFrom(typed))));
            return RunAsync(order, typed, path, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(HouseOrder order, string typed, string path, CancellationToken cancellationToken)
    {
        var elapsed = Stopwatch.StartNew();
        await using var house = await House.OpenAsync(order, cancellationToken);
        var film = await new FilmDesk(house.Client).FinishAsync(typed);
        order.Caller.Terminal.Say(film.Greeting);
        var folder = new FilmFolder(path, new Storage(order.Home).Assets, new Ffmpeg(new FfmpegOptions()));
        return await new FilmFollow(order, elapsed).ToEndAsync(house, film, folder, $"orchestrator finish {typed}", cancellationToken);
    }
}
