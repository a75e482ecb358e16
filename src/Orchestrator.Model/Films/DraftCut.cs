namespace Orchestrator.Model;

/// <summary>A draft that was delivered, as far as the film takes it over.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Board">Its storyboard, drawn at the film's own size.</param>
/// <param name="Takes">What was asked for the take that is in it, one entry a shot.</param>
/// <param name="Bill">What it cost.</param>
public sealed record DraftCut(ShotPlan Plan, Storyboard Board, IReadOnlyList<TakeRequest> Takes, DraftBill Bill);
