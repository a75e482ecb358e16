namespace Temporalio.Worker.Tuning;

/// <summary>Work that begins on a slot.</summary>
/// <param name="SlotInfo">The work.</param>
/// <param name="Permit">The permit.</param>
public record SlotMarkUsedContext(SlotInfo SlotInfo, SlotPermit Permit);
