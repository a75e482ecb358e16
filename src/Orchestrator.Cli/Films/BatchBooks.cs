using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Films;

/// <summary>
/// What the films of a batch hold of its money, read from the films themselves: so a command that is run again, after a crash too,
/// goes on with the same money.
/// </summary>
/// <param name="house">Where they are made.</param>
/// <param name="wish">How they are to be made.</param>
/// <param name="estimator">Says what a film needs that was not begun.</param>
internal sealed class BatchBooks(House house, ProduceWish wish, Estimator estimator)
{
    /// <summary>Brings a film's part up to date.</summary>
    public async Task ReadAsync(BatchFilm film, CancellationToken cancellationToken)
    {
        var (share, own) = (film.Share, film.Brief.Budget.Film);
        var handle = Handle(film);
        var status = await FilmDesk.StatusAsync(handle);
        if (status == WorkflowExecutionStatus.Running && !(wish.Fresh && !film.Begun))
        {
            share.Has = (await handle.QueryAsync(production => production.Progress())).Limit;
            share.Least = (await handle.QueryAsync(production => production.SoFar()))?.Enough?.Film ?? share.Has;
            share.Most = own > share.Has ? own : share.Has;
        }
        else if (film.Begun || (status is not null && !wish.Fresh && await new FilmDesk(house.Client).HasEndedAsync(film.Brief)))
        {
            share.Has = share.Least = share.Most = (await BillAsync(film))?.Spent ?? Money.Zero;
        }
        else
        {
            var least = await LeastAsync(film.Brief, cancellationToken);
            (share.Has, share.Least, share.Most) = (Money.Zero, least < own ? least : own, own);
        }
    }

    /// <summary>What a film has cost; null when there is none.</summary>
    public async Task<FilmBill?> BillAsync(BatchFilm film)
    {
        var handle = Handle(film);
        return await FilmDesk.StatusAsync(handle) is { } status
            ? await FilmBill.OfAsync(await handle.FetchHistoryAsync(), Words.Of(status), house.Client.Options.DataConverter)
            : null;
    }

    private WorkflowHandle<ProductionWorkflow, Delivery> Handle(BatchFilm film) => house.Client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdOf(film.Brief.Name));

    private async Task<Money> LeastAsync(Brief brief, CancellationToken cancellationToken)
    {
        try
        {
            return (await estimator.OfAsync(brief, wish.Draft, cancellationToken)).Needed;
        }
        catch (ApplicationFailureException)
        {
            // No model can make it: the film says so itself when it is begun, and that costs nothing.
            return Money.Zero;
        }
    }
}
