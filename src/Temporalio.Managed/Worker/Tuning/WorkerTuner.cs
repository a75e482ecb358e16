namespace Temporalio.Worker.Tuning;

/// <summary>The slots of a worker by kind of work.</summary>
public class WorkerTuner : IWorkerTuner
{
    /// <param name="workflowTaskSlotSupplier">Slots of workflow tasks.</param>
    /// <param name="activityTaskSlotSupplier">Slots of activities.</param>
    /// <param name="localActivitySlotSupplier">Slots of local activities.</param>
    /// <param name="nexusTaskSlotSupplier">Not used: this worker takes no such tasks.</param>
    public WorkerTuner(
        SlotSupplier workflowTaskSlotSupplier,
        SlotSupplier activityTaskSlotSupplier,
        SlotSupplier localActivitySlotSupplier,
        SlotSupplier nexusTaskSlotSupplier)
    {
        ArgumentNullException.ThrowIfNull(nexusTaskSlotSupplier);
        WorkflowTaskSlotSupplier = workflowTaskSlotSupplier;
        ActivityTaskSlotSupplier = activityTaskSlotSupplier;
        LocalActivitySlotSupplier = localActivitySlotSupplier;
    }

    public SlotSupplier WorkflowTaskSlotSupplier { get; init; }

    public SlotSupplier ActivityTaskSlotSupplier { get; init; }

    public SlotSupplier LocalActivitySlotSupplier { get; init; }

    /// <summary>Makes a tuner with fixed numbers of slots.</summary>
    public static WorkerTuner CreateFixedSize(
        int workflowTaskSlots, int activityTaskSlots, int localActivitySlots, int nexusTaskSlots = 100) =>
        new(
            new FixedSizeSlotSupplier(workflowTaskSlots),
            new FixedSizeSlotSupplier(activityTaskSlots),
            new FixedSizeSlotSupplier(localActivitySlots),
            new FixedSizeSlotSupplier(nexusTaskSlots));
}
