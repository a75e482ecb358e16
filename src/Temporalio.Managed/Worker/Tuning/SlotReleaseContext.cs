namespace Temporalio.Worker.Tuning;

/// <summary>A slot that is given back.</summary>
/// <param name="SlotInfo">The work; null when none was done.</param>
/// <param name="Permit">The permit.</param>
public record SlotReleaseContext(SlotInfo? SlotInfo, SlotPermit Permit);
