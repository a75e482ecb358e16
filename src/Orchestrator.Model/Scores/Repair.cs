namespace Orchestrator.Model;

/// <summary>What to do after a take was scored.</summary>
/// <param name="Kind">Accept, try again, or stop.</param>
/// <param name="Parent">For a retry: number of the attempt whose request is changed, the best so far.</param>
/// <param name="Request">For a retry: the next request, different from the parent's in exactly one field.</param>
/// <param name="Changed">For a retry: that field.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record Repair(RepairKind Kind, int? Parent, TakeRequest? Request, ShotField? Changed, string Reason);
