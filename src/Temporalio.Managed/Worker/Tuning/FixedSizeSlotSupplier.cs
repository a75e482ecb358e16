using Microsoft.Extensions.Logging;
using Temporalio.Worker.Execution;

namespace Temporalio.Worker.Tuning;

/// <summary>A fixed number of slots.</summary>
public sealed class FixedSizeSlotSupplier : SlotSupplier
{
    /// <exception cref="ArgumentException">The count is not positive.</exception>
    public FixedSizeSlotSupplier(int slotCount)
    {
        if (slotCount < 1)
            throw new ArgumentException("Slot count must be positive", nameof(slotCount));
        SlotCount = slotCount;
    }

    public int SlotCount { get; }

    internal override ISlotSource Open(SlotType type, ILogger logger) => new FixedSlots(SlotCount);
}
