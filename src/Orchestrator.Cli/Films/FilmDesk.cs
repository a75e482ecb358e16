using System.Text.Json;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Films;

/// <summary>Starts productions, and finds again those that were started: the same brief never buys a second film.</summary>
internal sealed class FilmDesk(TemporalClient client)
{
    /// <summary>Goes on with the film of this brief, or starts it.</summary>
    /// <param name="brief">The brief.</param>
    /// <param name="fresh">Starts over even when there is a film already.</param>
    /// <exception cref="CommandException">There is a film of another version of the brief and nobody asked to start over.</exception>
    public async Task<FilmRun> BeginAsync(Brief brief, bool fresh)
    {
        var handle = client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdOf(brief.Name));
        if (await StatusAsync(handle) is not { } status)
            return await StartAsync(brief, $"Starting {brief.Name}.");

        var before = await BriefOfAsync(handle);
        var same = Text(brief) == Text(before);
        if (status == WorkflowExecutionStatus.Running)
            return !same && !fresh && before is not null && Text(brief with { Budget = before.Budget }) == Text(before)
                ? await RaiseAsync(handle, Raises.Between(before.Budget, brief.Budget))
                : await BeginRunningAsync(brief, handle, same, fresh);
        if (fresh)
            return await StartAsync(brief, $"Starting {brief.Name} over.");
        if (same)
            return new FilmRun(handle, $"{brief.Name} has been made from this brief already.", Ended: true);
        return await DeliveredAsync(handle)
            ? throw Changed(brief, "has been delivered")
            : await StartAsync(brief, $"The earlier version of {brief.Name} ended without a film; starting the new one.");
    }

    /// <summary>The state of a workflow, or null when there is none of that id.</summary>
    public static async Task<WorkflowExecutionStatus?> StatusAsync(WorkflowHandle handle)
    {
        try
        {
            return (await handle.DescribeAsync()).Status;
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<FilmRun> BeginRunningAsync(Brief brief, WorkflowHandle<ProductionWorkflow, Delivery> handle, bool same, bool fresh)
    {
        if (same && !fresh)
            return new FilmRun(handle, $"Going on with {brief.Name} where it was.", Ended: false);
        if (!fresh)
            throw Changed(brief, "is being made");

        await handle.CancelAsync();
        try
        {
            await handle.GetResultAsync();
        }
        catch (WorkflowFailedException)
        {
            // Cancelled, as asked; whatever else ended it, it has ended.
        }

        return await StartAsync(brief, $"The film that was being made is cancelled; starting {brief.Name} over.");
    }

    // The same film with another budget: more money for it, not another film.
    private static async Task<FilmRun> RaiseAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, BudgetRaise raise) =>
        new(film, await Commands.FilmCommand.TellAsync(film, FilmRun.NameOf(film.Id), () => film.ExecuteUpdateAsync(production => production.RaiseBudgetAsync(raise))), Ended: false);

    private async Task<FilmRun> StartAsync(Brief brief, string greeting)
    {
        var options = new WorkflowOptions(FilmRun.IdOf(brief.Name), FilmWorker.TaskQueue)
        {
            IdReusePolicy = WorkflowIdReusePolicy.AllowDuplicate,
            IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
        };
        var handle = await client.StartWorkflowAsync((ProductionWorkflow film) => film.RunAsync(new ProductionRequest(brief)), options);
        return new FilmRun(handle, greeting, Ended: false);
    }

    private static async Task<bool> DeliveredAsync(WorkflowHandle<ProductionWorkflow, Delivery> handle)
    {
        try
        {
            return (await handle.GetResultAsync()).Film is not null;
        }
        catch (WorkflowFailedException)
        {
            return false;
        }
    }

    private async Task<Brief?> BriefOfAsync(WorkflowHandle handle)
    {
        await foreach (var started in handle.FetchHistoryEventsAsync())
        {
            var input = started.WorkflowExecutionStartedEventAttributes.Input.Payloads_[0];
            return (await client.Options.DataConverter.ToValueAsync<ProductionRequest>(input)).Brief;
        }

        return null;
    }

    // Two briefs are the same when everything that a workflow is told is the same.
    private static string Text(Brief? brief) => JsonSerializer.Serialize(brief);

    private static CommandException Changed(Brief brief, string state) => new(
        $"{brief.Name} {state} from another version of this brief.",
        "Give the new version another `name:` to keep both, or add --fresh to start over; what was bought before is not used again.",
        ExitCode.Usage);
}
