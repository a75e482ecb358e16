using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>Slots as long as memory and processor are below their targets, and a minimum of them in any case.</summary>
internal sealed class ResourceSlots(
    SlotType type, ResourceBasedSlotSupplierOptions options, ResourceBasedTunerOptions targets, ResourceUsage usage) : ISlotSource
{
    /// <summary>How often resources are looked at while a slot is waited for: nothing tells when they become free.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private static readonly SlotPermit Permit = new();

    private readonly int minimum = options.MinimumSlots ?? (type == SlotKinds.Workflow ? 5 : 1);
    private readonly int maximum = options.MaximumSlots ?? Math.Max(500, options.MinimumSlots ?? 1);
    private readonly TimeSpan ramp = options.RampThrottle ?? (type == SlotKinds.Workflow ? TimeSpan.Zero : TimeSpan.FromMilliseconds(50));
    private readonly Lock gate = new();
    private int issued;
    private long lastIssued;

    public int? Size => null;

    public async Task<SlotPermit> ReserveAsync(SlotReserveContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryReserve(context) is { } permit)
                return permit;
            await Task.Delay(LookAgain, cancellationToken);
        }
    }

    public SlotPermit? TryReserve(SlotReserveContext context)
    {
        lock (gate)
        {
            if (issued >= minimum && !MayGrow())
                return null;
            issued++;
            lastIssued = Environment.TickCount64;
            return Permit;
        }
    }

    public void MarkUsed(SlotMarkUsedContext context)
    {
    }

    public void Release(SlotReleaseContext context)
    {
        lock (gate)
            issued--;
    }

    private bool MayGrow()
    {
        if (issued >= maximum || Environment.TickCount64 - lastIssued < ramp.TotalMilliseconds)
            return false;
        var (memory, processor) = usage.Read();
        return memory < targets.TargetMemoryUsage && processor < targets.TargetCpuUsage;
    }
}
