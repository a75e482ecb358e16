using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>
/// What can be changed for a fault that only a judge sees: what is not done is asked for more strongly; who is not the same, and what is
/// not possible, is a matter of luck, and gets another seed.
/// </summary>
internal static class JudgedRepairs
{
    /// <summary>The steps for an objection, before new seeds.</summary>
    public static IEnumerable<RepairStep> For(JudgeVerdict objection, TakeRequest parent) => objection.Aspect == JudgedAspect.Action
        ? Action(parent).Concat(Insisting.Steps(ScoredAttribute.Pose, parent).Select(step => new RepairStep(step.Request, ScoredAttribute.Pose.RepairedBy(), step.Words)))
        : [];

    private static IEnumerable<RepairStep> Action(TakeRequest parent) => parent.Fields.Action is not { } action ? [] : Insisting.Stronger(action.Insistence).Select(next =>
        new RepairStep(parent with { Fields = parent.Fields with { Action = action with { Insistence = next } } }, ShotField.Action, Insisting.Words("Action", action.Insistence, next)));
}
