using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>One bought (or refused) attempt at a shot, as the report shows it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="AttemptId">Unique across films: production, shot, number.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Parent">Number of the attempt whose request this one changes; null for the first.</param>
/// <param name="Changed">The one field that differs from the parent's request; null for the first.</param>
/// <param name="Why">Why that field, in words.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Take">The clip, if any.</param>
/// <param name="Card">Its score card, if any.</param>
/// <param name="Charged">What was charged.</param>
/// <param name="Message">What was told of it: the provider's words when there is no clip, or what else is to be known of one that came.</param>
public sealed record Attempt(
    int Number,
    string AttemptId,
    TakeRequest Request,
    int? Parent,
    ShotField? Changed,
    string Why,
    OutcomeClass Outcome,
    Take? Take,
    ScoreCard? Card,
    Money Charged,
    string? Message = null)
{
    /// <summary>Which part of a shot that is made in parts it is a take of, from 1; 0 for a take of a whole shot.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Part { get; init; }

    /// <summary>True when the provider reported the charge of an attempt that delivered nothing; of one that did, its take says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ChargeReported { get; init; }

    /// <summary>Whether what was charged is known by the catalogue's price and not by the provider's own measure.</summary>
    public bool IsEstimated() => Charged.Micros != 0 && !(Take?.ChargeReported ?? ChargeReported);
}
