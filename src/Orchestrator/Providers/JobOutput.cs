using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers;

/// <summary>What a completed job left behind.</summary>
/// <param name="Outcome"><see cref="OutcomeClass.Delivered"/>, or why there is no clip.</param>
/// <param name="Clip">Where the clip is.</param>
/// <param name="BilledUnits">What the provider says it billed, in the model's own unit; null when it does not say.</param>
/// <param name="Message">In words.</param>
internal sealed record JobOutput(OutcomeClass Outcome, Uri? Clip, decimal? BilledUnits, string Message)
{
    /// <summary>What the provider's measure comes to where it is no single quantity, such as tokens of several prices; null where it says nothing.</summary>
    public Money? Billed { get; init; }

    /// <summary>Whether the provider bills the job like one that delivered although nothing came of it; it names no figure then.</summary>
    public bool BilledAnyway { get; init; }

    /// <summary>Whether it failed because its turn did not come in time.</summary>
    public bool NotStarted { get; init; }

    // Where the catalogue names no unit it is a second, and no clip has more of them: what is told then is counted in something else,
    // such as tokens, of which each would be taken for a second.
    private const decimal MostSeconds = 60;

    /// <summary>What the provider's own measure comes to; null where it gave none, or none that can be priced.</summary>
    public Money? Reported(ModelRow row, TakeRequest request) =>
        Billed ?? (BilledUnits is { } units && (row.Price.UsdPerUnit is not null || units <= MostSeconds) ? row.PriceOfUnits(units, request) : null);

    /// <summary>What is charged: what was reported, otherwise the catalogue's price of what was asked, and nothing for what is free.</summary>
    public Money Charged(ModelRow row, TakeRequest request) => Reported(row, request) ?? Charged(row.PriceOf(request));

    /// <summary>What is charged where a quantity tells no price of its own: what the provider's measure comes to, otherwise the given price, and nothing for what is free.</summary>
    public Money Charged(Money price) => Billed ?? (Clip is not null || BilledAnyway || BilledUnits > 0 ? price : Money.Zero);
}
