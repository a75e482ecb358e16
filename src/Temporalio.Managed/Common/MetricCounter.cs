namespace Temporalio.Common;

/// <summary>A sum that only grows.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class MetricCounter<T> : Metric<T>
    where T : struct
{
    /// <summary>Initializes a new instance of the <see cref="MetricCounter{T}"/> class.</summary>
    /// <param name="name">Name.</param>
    /// <param name="unit">Unit.</param>
    /// <param name="description">Description.</param>
    protected MetricCounter(string name, string? unit = null, string? description = null)
        : base(name, unit, description)
    {
    }

    /// <summary>Adds to the sum.</summary>
    /// <param name="value">Value to add; not negative.</param>
    /// <param name="extraTags">Tags of this value only.</param>
    public abstract void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    /// <summary>Makes a counter that adds tags to every value.</summary>
    /// <param name="tags">Tags to add.</param>
    /// <returns>The counter.</returns>
    public abstract MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
