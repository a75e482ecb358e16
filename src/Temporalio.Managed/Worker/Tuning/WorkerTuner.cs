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

    /// <summary>Makes a tuner whose slots depend on memory and processor. Slots of activities and workflow tasks share the targets.</summary>
    /// <exception cref="ArgumentException">A target is not a share, or bounds exclude each other.</exception>
    public static WorkerTuner CreateResourceBased(
        double targetMemoryUsage,
        double targetCpuUsage,
        ResourceBasedSlotSupplierOptions? workflowOptions = null,
        ResourceBasedSlotSupplierOptions? activityOptions = null,
        ResourceBasedSlotSupplierOptions? localActivityOptions = null,
        ResourceBasedSlotSupplierOptions? nexusOptions = null)
    {
        var targets = new ResourceBasedTunerOptions(targetMemoryUsage, targetCpuUsage);
        return new(
            new ResourceBasedSlotSupplier(workflowOptions ?? new(), targets),
            new ResourceBasedSlotSupplier(activityOptions ?? new(), targets),
            new ResourceBasedSlotSupplier(localActivityOptions ?? new(), targets),
            new ResourceBasedSlotSupplier(nexusOptions ?? new(), targets));
    }
}
