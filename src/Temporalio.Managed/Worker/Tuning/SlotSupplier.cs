namespace Temporalio.Worker.Tuning;

/// <summary>Limits how much of one kind a worker does at once.</summary>
public abstract class SlotSupplier
{
    private protected SlotSupplier()
    {
    }
}
