using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>How a plan came about, when a language model made it.</summary>
/// <param name="Stopped">How the film ends when there is no plan; null when there is one.</param>
/// <param name="Treatment">The story in the model's words.</param>
/// <param name="Scenes">The scenes.</param>
/// <param name="Critique">What was found wrong with it, and whether it was mended.</param>
/// <param name="Calls">Every question that was asked, in order.</param>
/// <param name="Charged">What they cost together.</param>
/// <param name="Message">One sentence for a person; when there is no plan, why.</param>
public sealed record PlanMaking(
    DeliveryStatus? Stopped,
    string Treatment,
    IReadOnlyList<PlanScene> Scenes,
    IReadOnlyList<PlanFinding> Critique,
    IReadOnlyList<Consultation> Calls,
    Money Charged,
    string Message)
{
    /// <summary>
    /// When the budget stopped it: the least that the film must be allowed to spend so that the next question can be asked. What was
    /// answered by then is kept. Null in every other case.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Needed { get; init; }
}
