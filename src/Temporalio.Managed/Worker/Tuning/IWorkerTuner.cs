namespace Temporalio.Worker.Tuning;

/// <summary>The slots of a worker by kind of work.</summary>
public interface IWorkerTuner
{
    SlotSupplier WorkflowTaskSlotSupplier { get; }

    SlotSupplier ActivityTaskSlotSupplier { get; }

    SlotSupplier LocalActivitySlotSupplier { get; }
}
