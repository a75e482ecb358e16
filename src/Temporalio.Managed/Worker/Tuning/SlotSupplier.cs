using Microsoft.Extensions.Logging;
using Temporalio.Worker.Execution;

namespace Temporalio.Worker.Tuning;

/// <summary>Limits how much of one kind a worker does at once.</summary>
public abstract class SlotSupplier
{
    private protected SlotSupplier()
    {
    }

    /// <summary>Makes what hands out the slots of one kind to one worker.</summary>
    internal abstract ISlotSource Open(SlotType type, ILogger logger);
}
