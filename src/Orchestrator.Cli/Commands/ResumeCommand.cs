using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Wiring;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Client;

namespace Orchestrator.Cli.Commands;

/// <summary><c>resume NAME</c>: lets a paused film go on; with more money, one that its budget stopped.</summary>
internal static class ResumeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var folder = new Option<string?>("--out") { Description = "Folder for the film. Default: films/NAME.", HelpName = "DIR" };
        var command = new Command("resume", "Let a paused film go on; with --budget, go on with one that its budget stopped.") { name, folder };
        var raises = Raises.AddTo(command);
        var service = ServiceOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var raise = raises.Of(parsed);
            var order = service.Order(parsed, caller, ProductHome.Of(caller)) with { Work = raise is not null };
            var typed = parsed.GetValue(name)!;
            FilmCommand.RequireFilms(order, typed);
            if (raise is null)
                return await FilmCommand.SayAsync(order, typed, SignalAsync, cancellationToken);
            var path = caller.Path(parsed.GetValue(folder) ?? Path.Combine("films", FilmRun.NameOf(FilmRun.IdFrom(typed))));
            return await RaiseAsync(order, typed, raise, path, cancellationToken);
        });
        return command;
    }

    private static async Task<string> SignalAsync(WorkflowHandle<ProductionWorkflow, Delivery> film)
    {
        await film.SignalAsync(production => production.ResumeAsync());
        return $"{FilmRun.NameOf(film.Id)} goes on.";
    }

    private static async Task<int> RaiseAsync(HouseOrder order, string typed, BudgetRaise raise, string path, CancellationToken cancellationToken)
    {
        var elapsed = Stopwatch.StartNew();
        await using var house = await House.OpenAsync(order, cancellationToken);
        var film = house.Client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdFrom(typed));
        order.Caller.Terminal.Say(await FilmCommand.TellAsync(film, typed, () => film.ExecuteUpdateAsync(production => production.RaiseBudgetAsync(raise))));
        var folder = new FilmFolder(path, new Storage(order.Home).Assets, new Ffmpeg(new FfmpegOptions()));
        return await new FilmFollow(order, elapsed).ToEndAsync(house, new FilmRun(film, "", Ended: false), folder, Raises.Command(typed, raise), cancellationToken);
    }
}
