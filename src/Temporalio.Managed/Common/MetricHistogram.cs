namespace Temporalio.Common;

/// <summary>The distribution of a series of values.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class MetricHistogram<T> : Metric<T>
    where T : struct
{
    /// <summary>Initializes a new instance of the <see cref="MetricHistogram{T}"/> class.</summary>
    /// <param name="name">Name.</param>
    /// <param name="unit">Unit.</param>
    /// <param name="description">Description.</param>
    protected MetricHistogram(string name, string? unit = null, string? description = null)
        : base(name, unit, description)
    {
    }

    /// <summary>Adds a value to the distribution.</summary>
    /// <param name="value">Value to add.</param>
    /// <param name="extraTags">Tags of this value only.</param>
    public abstract void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    /// <summary>Makes a histogram that adds tags to every value.</summary>
    /// <param name="tags">Tags to add.</param>
    /// <returns>The histogram.</returns>
    public abstract MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
