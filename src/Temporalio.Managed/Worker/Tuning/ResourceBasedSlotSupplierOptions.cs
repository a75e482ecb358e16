namespace Temporalio.Worker.Tuning;

/// <summary>Bounds of a supplier that goes by resources.</summary>
/// <param name="MinimumSlots">Slots that are there whatever the resources. Default: 5 for workflow tasks, 1 for activities.</param>
/// <param name="MaximumSlots">Most slots. Default: 500.</param>
/// <param name="RampThrottle">Shortest time between two slots above the minimum. Default: none for workflow tasks, 50 ms for activities.</param>
public sealed record ResourceBasedSlotSupplierOptions(int? MinimumSlots = null, int? MaximumSlots = null, TimeSpan? RampThrottle = null);
