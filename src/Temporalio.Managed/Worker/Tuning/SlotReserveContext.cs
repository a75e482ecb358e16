namespace Temporalio.Worker.Tuning;

/// <summary>What a slot is asked for.</summary>
/// <param name="SlotType">Kind of work.</param>
/// <param name="TaskQueue">Task queue of the worker.</param>
/// <param name="WorkerIdentity">Identity of the worker.</param>
/// <param name="WorkerBuildId">Build id of the worker; empty if it has none.</param>
/// <param name="IsSticky">Whether the slot is for tasks of runs that the worker keeps.</param>
public record SlotReserveContext(SlotType SlotType, string TaskQueue, string WorkerIdentity, string WorkerBuildId, bool IsSticky);
