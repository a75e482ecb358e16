using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows;

/// <summary>A shot asks the production for the money of one attempt.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="ShotWorkflowId">Where the answer goes.</param>
/// <param name="AttemptId">The attempt.</param>
/// <param name="WorstCase">Most that it can cost.</param>
public sealed record ReserveTake(string ShotId, string ShotWorkflowId, string AttemptId, Money WorstCase)
{
    /// <summary>True when the shot has a take already that can be used if there is no money for this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasTake { get; init; }

    /// <summary>True for what goes along with a take and is none itself, as its judgement: without money for it the shot goes on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Beside { get; init; }

    /// <summary>Which part of the shot it is a take of, from 1; 0 for a whole shot.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Part { get; init; }

    /// <summary>What a first take of every part after this one costs, to be kept aside; null where nothing follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Rest { get; init; }
}
