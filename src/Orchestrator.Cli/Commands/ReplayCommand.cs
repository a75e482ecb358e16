using System.CommandLine;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Wiring;
using Orchestrator.Workflows;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;

namespace Orchestrator.Cli.Commands;

/// <summary><c>replay HISTORY.json</c> or <c>replay NAME</c>: runs a recorded history through the workflow code of today.</summary>
internal static class ReplayCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var what = new Argument<string>("history") { Description = "A history file, or the name of a film (its shots are replayed too).", HelpName = "HISTORY.json|NAME" };
        var command = new Command("replay", "Check that the workflow code of today still decides as it did in a recorded history. Buys nothing.") { what };
        var service = ServiceOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var typed = parsed.GetValue(what)!;
            var path = caller.Path(typed);
            var histories = File.Exists(path) || typed.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                ? [await ReadAsync(path, cancellationToken)]
                : await FetchAsync(service.Order(parsed, caller, ProductHome.Of(caller)), typed, cancellationToken);
            return await ReplayAsync(caller, histories, cancellationToken);
        });
        return command;
    }

    private static async Task<WorkflowHistory> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new CommandException($"There is no history at {path}.", "Check the path; `produce` leaves history.json in the film's folder.", ExitCode.Usage);
        var json = await File.ReadAllTextAsync(path, cancellationToken);
        try
        {
            return WorkflowHistory.FromJson(Path.GetFileNameWithoutExtension(path), json);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever the reader makes of a file that is no history, the answer is the same.
            throw new CommandException($"{path} is not a workflow history: {exception.Message}", "Use the JSON that `produce`, `temporal workflow show --output json` or the web interface writes.", ExitCode.Usage, exception);
        }
    }

    private static async Task<IReadOnlyList<WorkflowHistory>> FetchAsync(HouseOrder order, string typed, CancellationToken cancellationToken)
    {
        FilmCommand.RequireFilms(order, typed);
        await using var house = order.Named is null ? await House.OpenAsync(order with { Work = false }, cancellationToken) : null;
        var client = house?.Client ?? await Connection.OpenAsync(order.Named!);
        var id = FilmRun.IdFrom(typed);
        if (await FilmDesk.StatusAsync(client.GetWorkflowHandle(id)) is null)
            throw new CommandException($"There is no film {typed} ({id}).", "Check the name: it is `name:` in the brief.", ExitCode.Usage);

        var film = await client.GetWorkflowHandle(id).FetchHistoryAsync();
        List<WorkflowHistory> histories = [film];
        foreach (var started in film.Events.Where(entry => entry.ChildWorkflowExecutionStartedEventAttributes is not null))
        {
            var shot = started.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution;
            histories.Add(await client.GetWorkflowHandle(shot.WorkflowId, shot.RunId).FetchHistoryAsync());
        }

        return histories;
    }

    private static async Task<int> ReplayAsync(Caller caller, IReadOnlyList<WorkflowHistory> histories, CancellationToken cancellationToken)
    {
        // Nobody waits for a task here: a machine that is slow is no workflow that blocks.
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<ProductionWorkflow>().AddWorkflow<ShotWorkflow>().AddWorkflow<AccountWorkflow>());
        var exitCode = ExitCode.Ok;
        foreach (var history in histories)
        {
            var result = await replayer.ReplayWorkflowAsync(history, throwOnReplayFailure: false, cancellationToken);
            if (result.ReplayFailure is not null)
                exitCode = ExitCode.Failed;
            caller.Terminal.Say(result.ReplayFailure is { } difference
                ? $"differs: {history.Id}: {difference.Message}"
                : $"ok: {history.Id}: {Screens.Words.Count(history.Events.Count, "event")}");
        }

        return exitCode;
    }
}
