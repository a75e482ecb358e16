using Temporalio.Runtime.Metrics;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>The slots of one kind of one worker, and how many are in use.</summary>
internal sealed class SlotPool
{
    private readonly ISlotSource source;
    private readonly WorkerMetrics metrics;
    private readonly string workerType;
    private readonly SlotReserveContext normal;
    private readonly SlotReserveContext sticky;
    private int used;
    private int processed;
    private int failed;

    public SlotPool(SlotType type, SlotSupplier supplier, WorkerSettings settings)
    {
        Kind = supplier switch
        {
            FixedSizeSlotSupplier => "Fixed",
            ResourceBasedSlotSupplier => "ResourceBased",
            _ => supplier.GetType().Name,
        };
        source = supplier.Open(type, settings.Logger);
        metrics = settings.Metrics;
        workerType = type == SlotKinds.Workflow ? "WorkflowWorker" : type == SlotKinds.Activity ? "ActivityWorker" : "LocalActivityWorker";
        normal = new(type, settings.TaskQueue, settings.Identity, settings.BuildId, IsSticky: false);
        sticky = normal with { IsSticky = true };
        Report();
    }

    /// <summary>How many slots there are in all; null when that depends.</summary>
    public int? Size => source.Size;

    /// <summary>By which rule slots are given.</summary>
    public string Kind { get; }

    /// <summary>How many are being worked on.</summary>
    public int Used => Volatile.Read(ref used);

    /// <summary>How many pieces of work are done, and how many of them failed.</summary>
    public (int All, int Failed) Processed => (Volatile.Read(ref processed), Volatile.Read(ref failed));

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Slot> ReserveAsync(bool isSticky, CancellationToken cancellationToken) =>
        new(this, await source.ReserveAsync(isSticky ? sticky : normal, cancellationToken));

    public Slot? TryReserve() => source.TryReserve(normal) is { } permit ? new(this, permit) : null;

    private void Report()
    {
        metrics.Set(metrics.Instruments.SlotsUsed, used, "worker_type", workerType);
        if (source.Size is { } size)
            metrics.Set(metrics.Instruments.SlotsAvailable, size - used, "worker_type", workerType);
    }

    /// <summary>One slot. To be released exactly once.</summary>
    internal sealed class Slot(SlotPool pool, SlotPermit permit)
    {
        private SlotInfo? info;
        private int released;

        /// <summary>Whether the work that was done failed.</summary>
        public bool Failed { get; set; }

        public void Use(SlotInfo work)
        {
            info = work;
            pool.source.MarkUsed(new(work, permit));
            Interlocked.Increment(ref pool.used);
            pool.Report();
        }

        public void Release()
        {
            if (Interlocked.Exchange(ref released, 1) != 0)
                return;
            if (info is not null)
            {
                Interlocked.Decrement(ref pool.used);
                Interlocked.Increment(ref pool.processed);
                if (Failed)
                    Interlocked.Increment(ref pool.failed);
                pool.Report();
            }
            pool.source.Release(new(info, permit));
        }
    }
}
