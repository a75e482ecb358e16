namespace Temporalio.Common;

/// <summary>The latest of a series of values.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class MetricGauge<T> : Metric<T>
    where T : struct
{
    /// <summary>Initializes a new instance of the <see cref="MetricGauge{T}"/> class.</summary>
    /// <param name="name">Name.</param>
    /// <param name="unit">Unit.</param>
    /// <param name="description">Description.</param>
    protected MetricGauge(string name, string? unit = null, string? description = null)
        : base(name, unit, description)
    {
    }

    /// <summary>Sets the value.</summary>
    /// <param name="value">Value to set.</param>
    /// <param name="extraTags">Tags of this value only.</param>
#pragma warning disable CA1716 // The official name.
    public abstract void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);
#pragma warning restore CA1716

    /// <summary>Makes a gauge that adds tags to every value.</summary>
    /// <param name="tags">Tags to add.</param>
    /// <returns>The gauge.</returns>
    public abstract MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
