using Microsoft.Extensions.Logging;
using Temporalio.Worker.Execution;

namespace Temporalio.Worker.Tuning;

/// <summary>Slots by rules of one's own. Its methods are called by many threads.</summary>
public abstract class CustomSlotSupplier : SlotSupplier
{
    /// <summary>Initializes a new instance of the <see cref="CustomSlotSupplier"/> class.</summary>
    protected CustomSlotSupplier()
    {
    }

    /// <summary>Waits for a slot. An exception is logged, and the call made again after a second.</summary>
    /// <param name="ctx">What the slot is for.</param>
    /// <param name="cancellationToken">Cancelled when the slot is no longer wanted.</param>
    /// <returns>The permit.</returns>
    public abstract Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken);

    /// <summary>Takes a slot if there is one now; must not wait.</summary>
    /// <param name="ctx">What the slot is for.</param>
    /// <returns>The permit, or null.</returns>
    public abstract SlotPermit? TryReserveSlot(SlotReserveContext ctx);

    /// <summary>Says that work began on a slot; must not wait.</summary>
    /// <param name="ctx">The work and the permit.</param>
    public abstract void MarkSlotUsed(SlotMarkUsedContext ctx);

    /// <summary>Gives a slot back; must not wait.</summary>
    /// <param name="ctx">The work, if any was done, and the permit.</param>
    public abstract void ReleaseSlot(SlotReleaseContext ctx);

    internal override ISlotSource Open(SlotType type, ILogger logger) => new CustomSlots(this, logger);
}
