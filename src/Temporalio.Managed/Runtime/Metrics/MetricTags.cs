namespace Temporalio.Runtime.Metrics;

/// <summary>Tags in the shape that instruments take; a later tag replaces an earlier one of the same name.</summary>
internal readonly struct MetricTags
{
    private readonly KeyValuePair<string, object?>[]? tags;

    private MetricTags(KeyValuePair<string, object?>[] tags) => this.tags = tags;

    public ReadOnlySpan<KeyValuePair<string, object?>> Span => tags;

    public MetricTags With(IEnumerable<KeyValuePair<string, object>>? more)
    {
        if (more == null)
            return this;
        var merged = new Dictionary<string, object?>(tags ?? []);
        foreach (var (name, value) in more)
            merged[name] = value;
        return new([.. merged]);
    }

    /// <summary>Adds a tag whose name is not there yet.</summary>
    public MetricTags With(string name, string value) => new([.. tags ?? [], new(name, value)]);
}
