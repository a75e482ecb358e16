using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>The bill: storyboard, takes of each shot, and how much of it is in the film.</summary>
internal sealed class ReportBill(ReportOrder order)
{
    private readonly Delivery delivery = order.Delivery;
    private int decimals = 2;

    /// <summary>Writes the bill.</summary>
    public Html Write()
    {
        var nothing = delivery.Spent with { Micros = 0 };
        var takes = delivery.Shots.Aggregate(nothing, (sum, shot) => sum + shot.Spent);
        var used = delivery.Shots.Aggregate(nothing, (sum, shot) => sum + Used(shot));
        // What the film takes over from its draft is on the draft's bill.
        var draft = delivery.Drafted ?? new(nothing, nothing);
        var plan = delivery.Drafted is null ? delivery.Plan?.Making?.Charged ?? nothing : nothing;
        var storyboard = order.StoryboardCost;
        var elsewhere = delivery.Spent - storyboard - takes - plan - draft.Total();
        // A film of which a shot was taken again counts the frames of its draft among its own; they are on the draft's line.
        if (delivery.Drafted is not null && elsewhere.Micros < 0)
            (storyboard, elsewhere) = (storyboard + elsewhere, nothing);
        decimals = ReportWords.Decimals([delivery.Spent, plan, draft.Pictures, draft.Takes, storyboard, .. delivery.Shots.Select(shot => shot.Spent), .. delivery.Shots.Select(Used)]);
        return Html.Of($"""
            <section aria-labelledby="bill">
            <h2 id="bill">Bill</h2>
            <div class="wide" role="region" aria-labelledby="bill" tabindex="0"><table>
            <thead><tr><th scope="col">Item</th><th scope="col">Model</th><th scope="col" class="n">Takes</th><th scope="col" class="n">In the film</th><th scope="col" class="n">Not used</th><th scope="col" class="n">Charged, {delivery.Spent.Currency}</th></tr></thead>
            <tbody>
            {Html.When(plan.Micros != 0, () => Html.Of($"<tr><th scope=\"row\">Plan</th><td>{delivery.Plan!.Making!.Calls[0].Model}</td><td class=\"n\">{ReportWords.Count(delivery.Plan.Making.Calls.Count, "question")}</td><td class=\"n\">{Number(plan)}</td><td class=\"n\"></td><td class=\"n\">{Number(plan)}</td></tr>"))}
            <tr><th scope="row">Storyboard</th><td>{string.Join(", ", (delivery.Board?.Frames ?? []).Concat(delivery.Board?.Sheets ?? []).Select(frame => frame.Model).Where(model => model.Length > 0).Distinct())}</td><td class="n">{Frames()}</td><td class="n">{Number(storyboard)}</td><td class="n"></td><td class="n">{Number(storyboard)}</td></tr>
            {Html.When(delivery.Drafted is not null, () => Drafted(delivery.Drafted!))}
            {delivery.Shots.Select(Row)}
            {Html.When(elsewhere.Micros != 0, () => Html.Of($"<tr><th scope=\"row\">Charged outside these takes</th><td></td><td class=\"n\"></td><td class=\"n\"></td><td class=\"n\">{Number(elsewhere)}</td><td class=\"n\">{Number(elsewhere)}</td></tr>"))}
            </tbody>
            <tfoot><tr><th scope="row">Total</th><td></td><td class="n">{delivery.Shots.Sum(shot => shot.Attempts.Count)}</td><td class="n">{Number(storyboard + plan + draft.Pictures + used)}</td><td class="n">{Number(takes - used + elsewhere + draft.Takes)}</td><td class="n">{Number(delivery.Spent)}</td></tr></tfoot>
            </table></div>
            <p class="note">{Verdict(used + storyboard + plan + draft.Pictures)}</p>
            </section>
            """);
    }

    private Html Drafted(DraftBill draft) => Html.Of($"""
        <tr><th scope="row">Draft: plan and storyboard</th><td></td><td class="n"></td><td class="n">{Number(draft.Pictures)}</td><td class="n"></td><td class="n">{Number(draft.Pictures)}</td></tr>
        <tr><th scope="row">Draft: takes</th><td></td><td class="n"></td><td class="n"></td><td class="n">{Number(draft.Takes)}</td><td class="n">{Number(draft.Takes)}</td></tr>
        """);

    // A column of zeros hides the amounts that matter.
    private string Some(Money money) => money.Micros == 0 ? "–" : Number(money);

    private string Number(Money money) => ReportWords.Amount(money, decimals);

    private string Frames() => delivery.Board is { Frames.Count: > 0 } board ? $"{ReportWords.Count(board.Frames.Count, "frame")}{Sheets(board)}" : "";

    private static string Sheets(Storyboard board) => board.Sheets?.Count(sheet => sheet.Model.Length > 0) is { } drawn and > 0 ? $", {ReportWords.Count(drawn, "sheet")}" : "";

    private string Verdict(Money used)
    {
        var share = delivery.Spent.Micros == 0 ? 0 : 100.0 * used.Micros / delivery.Spent.Micros;
        var left = delivery.Limit - delivery.Spent;
        return $"{share:0} % of what was spent is in the film. {Estimated()}"
            + (left.Micros >= 0 ? $"{ReportWords.Price(left)} of the budget of {ReportWords.Price(delivery.Limit)} was not touched."
                : $"The budget of {ReportWords.Price(delivery.Limit)} was exceeded by {ReportWords.Price(delivery.Spent - delivery.Limit)}: a provider charged more than its price.");
    }

    private string Estimated()
    {
        var estimated = delivery.Shots.SelectMany(shot => shot.Attempts).Where(attempt => attempt.IsEstimated()).Aggregate(delivery.Spent with { Micros = 0 }, (sum, attempt) => sum + attempt.Charged);
        return estimated.Micros == 0 ? "" : $"{ReportWords.Price(estimated)} of it is known by list prices and not by the providers' own measure. ";
    }

    private Html Row(ShotResult shot)
    {
        var number = delivery.Plan?.Shots.FirstOrDefault(entry => entry.Id == shot.ShotId)?.Number;
        var models = string.Join(", ", shot.Attempts.Select(attempt => attempt.Request.Model).Distinct());
        return Html.Of($"""
            <tr><th scope="row"><a href="#{shot.ShotId}">Shot {(number is null ? shot.ShotId : $"{number}")}</a></th><td class="model">{models}</td><td class="n">{shot.Attempts.Count}</td><td class="n">{Some(Used(shot))}</td><td class="n">{Some(shot.Spent - Used(shot))}</td><td class="n">{Number(shot.Spent)}</td></tr>
            """);
    }

    private Money Used(ShotResult shot) => delivery.Film is null
        ? shot.Spent with { Micros = 0 }
        : shot.Attempts.Where(shot.Uses).Aggregate(shot.Spent with { Micros = 0 }, (sum, attempt) => sum + attempt.Charged);
}
