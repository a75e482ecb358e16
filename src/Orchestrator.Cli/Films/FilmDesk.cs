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
    /// <param name="request">The brief, and whether it is a draft.</param>
    /// <param name="fresh">Starts over even when there is a film already.</param>
    /// <exception cref="CommandException">There is a film of another version of the brief and nobody asked to start over.</exception>
    public async Task<FilmRun> BeginAsync(ProductionRequest request, bool fresh)
    {
        var brief = request.Brief;
        var handle = client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdOf(brief.Name));
        if (await StatusAsync(handle) is not { } status)
            return await StartAsync(request, $"Starting {What(request)}.");

        var before = await RequestOfAsync(handle);
        if (before is not null && before.Draft != request.Draft && !fresh && (status == WorkflowExecutionStatus.Running || await DeliveredAsync(handle)))
            throw OtherQuality(before, status);
        var same = Text(brief) == Text(before?.Brief);
        if (status == WorkflowExecutionStatus.Running)
            return !fresh && before is not null && await RaiseAsync(handle, request, before) is { } raised ? raised : await BeginRunningAsync(request, handle, same, fresh);
        if (fresh)
            return await StartAsync(request, $"Starting {What(request)} over.");
        if (same)
            return new FilmRun(handle, $"{What(request)} has been made from this brief already.", Ended: true);
        return await DeliveredAsync(handle)
            ? throw Changed(brief, "has been delivered")
            : await StartAsync(request, $"The earlier version of {brief.Name} ended without a film; starting the new one.");
    }

    /// <summary>What would start the film of a draft that was delivered; or the film, when that was done already.</summary>
    /// <exception cref="CommandException">There is no such draft.</exception>
    public async Task<(FilmRun? Begun, ProductionRequest? Request)> DraftAsync(string typed)
    {
        var name = FilmRun.NameOf(FilmRun.IdFrom(typed));
        var handle = client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdOf(name));
        if (await StatusAsync(handle) is not { } status || await RequestOfAsync(handle) is not { } before)
            throw new CommandException($"There is no draft of {name}.", "`orchestrator produce BRIEF --draft` makes one.", ExitCode.Usage);
        if (before.Finish is not null)
            return (new FilmRun(handle, $"Going on with {name} where it was.", Ended: status != WorkflowExecutionStatus.Running), null);
        if (!before.Draft)
            throw new CommandException($"{name} was not made as a draft.", "`orchestrator produce BRIEF --draft` makes one.", ExitCode.Usage);
        if (status == WorkflowExecutionStatus.Running)
            throw new CommandException($"The draft of {name} is not done yet.", "`orchestrator produce BRIEF --draft` goes on with it.", ExitCode.Usage);
        if (!await DeliveredAsync(handle))
            throw new CommandException($"The draft of {name} ended without a film.", "`orchestrator produce BRIEF --draft --fresh` starts it over.", ExitCode.Usage);
        return (null, new ProductionRequest(before.Brief) { Finish = CutOf(await handle.GetResultAsync()) });
    }

    /// <summary>Starts the film of a draft.</summary>
    public Task<FilmRun> FinishAsync(ProductionRequest request) => StartAsync(request, $"Filming {request.Brief.Name} again on the models of the film, from its draft.");

    /// <summary>What would take a shot of a delivered film again; null for a film that is being made, which can be told so itself, and for one without an end.</summary>
    /// <exception cref="CommandException">The film has no such shot.</exception>
    public async Task<ProductionRequest?> AgainAsync(string typed, RetakeOrder wish)
    {
        var handle = client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdFrom(typed));
        if (await StatusAsync(handle) is not WorkflowExecutionStatus.Completed || await RequestOfAsync(handle) is not { } before)
            return null;
        var film = await handle.GetResultAsync();
        if (film.Film is null)
            return null;
        return film.Plan!.Shots.Any(shot => shot.Id == wish.ShotId)
            ? new ProductionRequest(before.Brief) { Draft = film.Draft, Again = new(film, wish.ShotId, wish.Note) }
            : throw new CommandException(film.Plan.Without(wish.ShotId), "Nothing was changed.");
    }

    /// <summary>Starts to take a shot of a delivered film again.</summary>
    public Task<FilmRun> StartAgainAsync(ProductionRequest request) => StartAsync(request, $"Taking {request.Again!.ShotId} of {request.Brief.Name} again{request.Again.Film.Plan!.Following(request.Again.ShotId)}; everything else is used as it is.");

    /// <summary>Whether the film of exactly this brief has ended, so that beginning it would start nothing.</summary>
    public async Task<bool> HasEndedAsync(Brief brief)
    {
        var handle = client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdOf(brief.Name));
        return await StatusAsync(handle) is { } status && status != WorkflowExecutionStatus.Running && Text((await RequestOfAsync(handle))?.Brief) == Text(brief);
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

    private async Task<FilmRun> BeginRunningAsync(ProductionRequest request, WorkflowHandle<ProductionWorkflow, Delivery> handle, bool same, bool fresh)
    {
        var brief = request.Brief;
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

        return await StartAsync(request, $"The film that was being made is cancelled; starting {What(request)} over.");
    }

    // The same film with another budget, or with another part of its batch's: more money for it, not another film.
    private static async Task<FilmRun?> RaiseAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, ProductionRequest request, ProductionRequest before)
    {
        var (now, then) = (request.Brief.Budget, before.Brief.Budget);
        if (Text(request.Brief with { Budget = then }) != Text(before.Brief) || (now == then && request.Cap is null && before.Cap is null))
            return null;
        var limit = (await film.QueryAsync(production => production.Progress())).Limit;
        var wished = request.Cap ?? now.Film;
        var raise = now == then ? new BudgetRaise() : Raises.Between(then, now);
        raise = raise with { Film = wished > limit || (request.Cap is null && now.Film < then.Film) ? wished : null };
        return raise == new BudgetRaise()
            ? null
            : new(film, await Commands.FilmCommand.TellAsync(film, FilmRun.NameOf(film.Id), () => film.ExecuteUpdateAsync(production => production.RaiseBudgetAsync(raise))), Ended: false);
    }

    private async Task<FilmRun> StartAsync(ProductionRequest request, string greeting)
    {
        var options = new WorkflowOptions(FilmRun.IdOf(request.Brief.Name), FilmWorker.TaskQueue)
        {
            IdReusePolicy = WorkflowIdReusePolicy.AllowDuplicate,
            IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
        };
        var handle = await client.StartWorkflowAsync((ProductionWorkflow film) => film.RunAsync(request), options);
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

    private async Task<ProductionRequest?> RequestOfAsync(WorkflowHandle handle)
    {
        await foreach (var started in handle.FetchHistoryEventsAsync())
        {
            var input = started.WorkflowExecutionStartedEventAttributes.Input.Payloads_[0];
            return await client.Options.DataConverter.ToValueAsync<ProductionRequest>(input);
        }

        return null;
    }

    private static string What(ProductionRequest request) => request.Draft ? $"a draft of {request.Brief.Name}" : request.Brief.Name;

    private static DraftCut CutOf(Delivery draft)
    {
        var takes = draft.Shots.Aggregate(draft.Spent with { Micros = 0 }, (sum, shot) => sum + shot.Spent);
        return new(draft.Plan!, draft.Board!, [.. draft.Shots.Select(shot => shot.Opening()!.Request)], new(draft.Spent - takes, takes));
    }

    private static CommandException OtherQuality(ProductionRequest before, WorkflowExecutionStatus status) => (before.Draft, status) switch
    {
        (true, WorkflowExecutionStatus.Running) => new($"A draft of {before.Brief.Name} is being made.", "Add --draft to go on with it, or --fresh to start the film itself.", ExitCode.Usage),
        (true, _) => new($"There is a draft of {before.Brief.Name}.", $"`orchestrator finish {before.Brief.Name}` makes the film of it; --fresh starts over without it.", ExitCode.Usage),
        _ => new($"{before.Brief.Name} is no draft: it is filmed on the models of the film already.", "Leave --draft out, or add --fresh to start over with a draft.", ExitCode.Usage),
    };

    // Two briefs are the same when everything that a workflow is told is the same.
    private static string Text(Brief? brief) => JsonSerializer.Serialize(brief);

    private static CommandException Changed(Brief brief, string state) => new(
        $"{brief.Name} {state} from another version of this brief.",
        "Give the new version another `name:` to keep both, or add --fresh to start over; what was bought before is not used again.",
        ExitCode.Usage);
}
