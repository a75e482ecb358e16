using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Media;
using Orchestrator.Model;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Commands;

/// <summary><c>finish NAME</c>: makes the film of a draft.</summary>
internal static class FinishCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var folder = new Option<string?>("--out") { Description = "Folder for the film. Default: films/NAME.", HelpName = "DIR" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before real money is spent." };
        var command = new Command("finish", "Make the film of a draft: its accepted shots again, on the models of the film, with the same fields and seeds.") { name, folder, yes };
        var service = ServiceOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var order = service.Order(parsed, caller, ProductHome.Of(caller));
            var typed = parsed.GetValue(name)!;
            FilmCommand.RequireFilms(order, typed);
            var path = caller.Path(parsed.GetValue(folder) ?? Path.Combine("films", FilmRun.NameOf(FilmRun.IdFrom(typed))));
            return RunAsync(order, typed, path, parsed.GetValue(yes), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(HouseOrder order, string typed, string path, bool yes, CancellationToken cancellationToken)
    {
        var elapsed = Stopwatch.StartNew();
        await using var house = await House.OpenAsync(order, cancellationToken);
        var desk = new FilmDesk(house.Client);
        var (film, request) = await desk.DraftAsync(typed);
        if (request is not null)
        {
            if (!await AgreedAsync(order, request, yes))
                return ExitCode.Interrupted;
            film = await desk.FinishAsync(request);
        }

        order.Caller.Terminal.Say(film!.Greeting);
        var folder = new FilmFolder(path, new Storage(order.Home).Assets, new Ffmpeg(new FfmpegOptions()));
        return await new FilmFollow(order, elapsed).ToEndAsync(house, film, folder, $"orchestrator finish {typed}", cancellationToken);
    }

    // The film is priced as it would be filmed today: before anything is started it says what that is, and asks.
    private static async Task<bool> AgreedAsync(HouseOrder order, ProductionRequest request, bool yes)
    {
        var (terminal, providers, draft) = (order.Caller.Terminal, ProviderSettings.Of(order.Caller), request.Finish!);
        await using var services = new ServiceCollection().AddStages(order.Home, providers).BuildServiceProvider();
        try
        {
            var estimate = await new Estimator(services).OfAsync(request.Brief, draft);
            return Consent.Given(terminal, yes, providers, FinishTable.Write(terminal, estimate, draft.Bill, providers.Practice));
        }
        catch (ApplicationFailureException exception)
        {
            throw new CommandException(exception.Message, "Start over with a brief that allows other models; the draft is kept.", ExitCode.Usage, exception);
        }
    }
}
