using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>A shot's part of a generation that was bought for several shots: its first attempt.</summary>
/// <param name="AttemptId">Unique across films: the generation's attempt and the shot.</param>
/// <param name="Request">What was asked for this shot, as it is asked when the shot is taken again alone.</param>
/// <param name="Outcome">What became of the generation.</param>
/// <param name="Take">The shot's part of the clip, if any.</param>
/// <param name="Charged">The shot's part of the charge.</param>
/// <param name="Why">Which shots were bought together, in words.</param>
/// <param name="Message">What the provider said.</param>
public sealed record GivenTake(string AttemptId, TakeRequest Request, OutcomeClass Outcome, Take? Take, Money Charged, string Why, string Message)
{
    /// <summary>True when the provider reported the charge of a generation that delivered nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ChargeReported { get; init; }
}
