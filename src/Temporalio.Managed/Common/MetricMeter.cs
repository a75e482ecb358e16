namespace Temporalio.Common;

/// <summary>Makes metrics.</summary>
public abstract class MetricMeter
{
    /// <summary>Makes a counter.</summary>
    /// <typeparam name="T">A numeric type.</typeparam>
    /// <param name="name">Name.</param>
    /// <param name="unit">Unit.</param>
    /// <param name="description">Description.</param>
    /// <returns>The counter.</returns>
    public abstract MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>Makes a histogram.</summary>
    /// <typeparam name="T">A numeric type or <see cref="TimeSpan"/>.</typeparam>
    /// <param name="name">Name.</param>
    /// <param name="unit">Unit.</param>
    /// <param name="description">Description.</param>
    /// <returns>The histogram.</returns>
    public abstract MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>Makes a gauge.</summary>
    /// <typeparam name="T">A numeric type.</typeparam>
    /// <param name="name">Name.</param>
    /// <param name="unit">Unit.</param>
    /// <param name="description">Description.</param>
    /// <returns>The gauge.</returns>
    public abstract MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>Makes a meter that adds tags to every value.</summary>
    /// <param name="tags">Tags to add.</param>
    /// <returns>The meter.</returns>
    public abstract MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
