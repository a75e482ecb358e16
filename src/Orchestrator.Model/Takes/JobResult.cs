using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>How an accepted job ended.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Take">The clip, when it was delivered.</param>
/// <param name="Charged">What was charged, delivered or not.</param>
/// <param name="Message">In words, for a person.</param>
public sealed record JobResult(OutcomeClass Outcome, Take? Take, Money Charged, string Message)
{
    /// <summary>The message of a clip of which there is nothing to tell.</summary>
    public const string Plainly = "delivered";

    /// <summary>How long the provider kept the job waiting before it ran, in seconds; null when that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? QueuedSeconds { get; init; }

    /// <summary>True when the provider reported the charge; false when it is known by the catalogue's price, or nothing was charged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ChargeReported { get; init; }

    /// <summary>Whether it failed because its turn did not come in time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NotStarted { get; init; }
}
