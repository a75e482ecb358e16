using Microsoft.Extensions.Logging;
using Temporalio.Worker.Execution;

namespace Temporalio.Worker.Tuning;

/// <summary>As many slots as memory and processor allow.</summary>
public sealed class ResourceBasedSlotSupplier : SlotSupplier
{
    /// <exception cref="ArgumentException">A target is not a share, or the bounds exclude each other.</exception>
    public ResourceBasedSlotSupplier(ResourceBasedSlotSupplierOptions options, ResourceBasedTunerOptions tunerOptions)
    {
        if (tunerOptions.TargetMemoryUsage is not (>= 0 and <= 1))
            throw new ArgumentException("Target memory usage must be between 0 and 1", nameof(tunerOptions));
        if (tunerOptions.TargetCpuUsage is not (>= 0 and <= 1))
            throw new ArgumentException("Target CPU usage must be between 0 and 1", nameof(tunerOptions));
        if (options.MinimumSlots is < 1 || options.MaximumSlots < options.MinimumSlots)
            throw new ArgumentException("Minimum slots must be positive and at most the maximum", nameof(options));
        Options = options;
        TunerOptions = tunerOptions;
    }

    public ResourceBasedSlotSupplierOptions Options { get; }

    public ResourceBasedTunerOptions TunerOptions { get; }

    internal override ISlotSource Open(SlotType type, ILogger logger) => new ResourceSlots(type, Options, TunerOptions, ResourceUsage.Current);
}
