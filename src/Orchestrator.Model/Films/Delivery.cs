using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>What a production ends with.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Film">The film, unless it was stopped before the cut.</param>
/// <param name="Report">The production report (self-contained HTML), when there is anything to report.</param>
/// <param name="Plan">The plan, when one was made.</param>
/// <param name="Board">The storyboard, when one was drawn.</param>
/// <param name="Shots">How each shot ended.</param>
/// <param name="Spent">What the production cost.</param>
/// <param name="Limit">What it might have cost: the brief's budget.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record Delivery(
    DeliveryStatus Status,
    Film? Film,
    AssetRef? Report,
    ShotPlan? Plan,
    Storyboard? Board,
    IReadOnlyList<ShotResult> Shots,
    Money Spent,
    Money Limit,
    string Message)
{
    /// <summary>Where the budget stopped it: the least limits with which it can go on; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BudgetRaise? Enough { get; init; }

    /// <summary>True for a draft, of which the film can be made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Draft { get; init; }

    /// <summary>What the draft cost, where this is the film made of one; it is part of what was spent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DraftBill? Drafted { get; init; }

    /// <summary>What a minute of the finished film cost, with all that is not in it; null where there is no film.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? CostOfMinute { get; init; }
}
