using Microsoft.Extensions.Logging;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>Slots by the rules of a program. Its exceptions are logged; a worker outlives them.</summary>
internal sealed class CustomSlots(CustomSlotSupplier supplier, ILogger logger) : ISlotSource
{
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);

    public int? Size => null;

    public async Task<SlotPermit> ReserveAsync(SlotReserveContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await supplier.ReserveSlotAsync(context, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                logger.LogError(e, "Slot supplier {Supplier} failed to reserve a slot", supplier.GetType().Name);
            }
            await Task.Delay(PauseAfterError, cancellationToken);
        }
    }

    public SlotPermit? TryReserve(SlotReserveContext context)
    {
        try
        {
            return supplier.TryReserveSlot(context);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Slot supplier {Supplier} failed to try for a slot", supplier.GetType().Name);
            return null;
        }
    }

    public void MarkUsed(SlotMarkUsedContext context) => Tell("mark a slot as used", () => supplier.MarkSlotUsed(context));

    public void Release(SlotReleaseContext context) => Tell("release a slot", () => supplier.ReleaseSlot(context));

    private void Tell(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            logger.LogError(e, "Slot supplier {Supplier} failed to {Action}", supplier.GetType().Name, what);
        }
    }
}
