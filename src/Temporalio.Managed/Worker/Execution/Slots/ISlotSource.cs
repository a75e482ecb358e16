using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>Hands out the slots of one kind to one worker.</summary>
internal interface ISlotSource
{
    /// <summary>How many slots there are in all; null when that depends.</summary>
    int? Size { get; }

    Task<SlotPermit> ReserveAsync(SlotReserveContext context, CancellationToken cancellationToken);

    SlotPermit? TryReserve(SlotReserveContext context);

    void MarkUsed(SlotMarkUsedContext context);

    void Release(SlotReleaseContext context);
}
