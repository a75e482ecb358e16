using System.Diagnostics.CodeAnalysis;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore without wait handle holds nothing; slots may come back after the worker is gone.")]
internal sealed class FixedSlots(int size) : ISlotSource
{
    private static readonly SlotPermit Permit = new();

    private readonly SemaphoreSlim free = new(size);

    public int? Size => size;

    public async Task<SlotPermit> ReserveAsync(SlotReserveContext context, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        return Permit;
    }

    public SlotPermit? TryReserve(SlotReserveContext context) => free.Wait(0) ? Permit : null;

    public void MarkUsed(SlotMarkUsedContext context)
    {
    }

    public void Release(SlotReleaseContext context) => free.Release();
}
