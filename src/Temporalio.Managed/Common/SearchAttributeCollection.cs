using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>An unchanging set of search attributes with their values.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its builder.")]
public class SearchAttributeCollection : IReadOnlyCollection<SearchAttributeKey>
{
    /// <summary>The set without attributes.</summary>
    public static readonly SearchAttributeCollection Empty = new(new Dictionary<SearchAttributeKey, object>());

    private readonly Dictionary<SearchAttributeKey, object> values;

    private SearchAttributeCollection(Dictionary<SearchAttributeKey, object> values) => this.values = values;

    /// <inheritdoc />
    public int Count => values.Count;

    /// <summary>Gets the values by key.</summary>
    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues => values;

    /// <summary>Reads the attributes of a message. Values that are unset or of an unknown type are left out.</summary>
    /// <param name="searchAttributes">Message to read.</param>
    /// <returns>The attributes.</returns>
    public static SearchAttributeCollection FromProto(SearchAttributes searchAttributes)
    {
        var values = new Dictionary<SearchAttributeKey, object>();
        foreach (var (name, payload) in searchAttributes.IndexedFields)
        {
            if (SearchAttributePayload.Decode(name, payload) is { } field)
                values[field.Key] = field.Value;
        }

        return values.Count == 0 ? Empty : new(values);
    }

    /// <summary>Gets the value of an attribute.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Attribute to look for.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">The attribute is absent or has another type.</exception>
    public T Get<T>(SearchAttributeKey<T> key)
        where T : notnull =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"Search attribute {key.Name} not found");

    /// <summary>Looks for an attribute.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Attribute to look for.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether the attribute is there with this type.</returns>
    public bool TryGetValue<T>(SearchAttributeKey<T> key, out T value)
        where T : notnull
    {
        if (values.TryGetValue(key, out var found) && found is T typed)
        {
            value = typed;
            return true;
        }

        value = default!;
        return false;
    }

    /// <summary>Tells whether an attribute is there with this type.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Attribute to look for.</param>
    /// <returns>Whether it is there.</returns>
    public bool ContainsKey<T>(SearchAttributeKey<T> key)
        where T : notnull => values.ContainsKey(key);

    /// <summary>Tells whether an attribute is there with any type.</summary>
    /// <param name="key">Name to look for.</param>
    /// <returns>Whether it is there.</returns>
    public bool ContainsKey(string key) => values.Keys.Any(k => k.Name == key);

    /// <inheritdoc />
    public IEnumerator<SearchAttributeKey> GetEnumerator() => values.Keys.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Writes the attributes as a message.</summary>
    /// <returns>The message.</returns>
    public SearchAttributes ToProto()
    {
        var proto = new SearchAttributes();
        foreach (var (key, value) in values)
            proto.IndexedFields[key.Name] = SearchAttributePayload.Encode(key.ValueType, value);
        return proto;
    }

    internal SearchAttributeCollection ApplyUpdates(IEnumerable<SearchAttributeUpdate> updates)
    {
        var builder = new Builder(this);
        foreach (var update in updates)
        {
            builder.Unset(update.UntypedKey.Name);
            if (update.HasValue)
                builder.SetUntyped(update.UntypedKey, update.UntypedValue);
        }

        return builder.ToSearchAttributeCollection();
    }

    /// <summary>Collects attributes for a <see cref="SearchAttributeCollection"/>.</summary>
    public class Builder
    {
        private readonly Dictionary<SearchAttributeKey, object> building;

        /// <summary>Initializes a new instance of the <see cref="Builder"/> class without attributes.</summary>
        public Builder() => building = [];

        /// <summary>Initializes a new instance of the <see cref="Builder"/> class with those of a collection.</summary>
        /// <param name="searchAttributes">Attributes to begin with.</param>
        public Builder(SearchAttributeCollection searchAttributes) => building = new(searchAttributes.values);

        /// <summary>Sets one attribute.</summary>
        /// <typeparam name="T">Type of the value.</typeparam>
        /// <param name="key">Attribute to set.</param>
        /// <param name="value">Value to set.</param>
        /// <returns>This builder.</returns>
        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull
        {
            ArgumentNullException.ThrowIfNull(value);
            return SetUntyped(key, value);
        }

        /// <summary>Sets all attributes of a collection.</summary>
        /// <param name="searchAttributes">Attributes to set.</param>
        /// <returns>This builder.</returns>
        public Builder Set(SearchAttributeCollection searchAttributes)
        {
            foreach (var (key, value) in searchAttributes.values)
                SetUntyped(key, value);
            return this;
        }

        /// <summary>Removes one attribute if it is there.</summary>
        /// <param name="key">Attribute to remove.</param>
        /// <returns>This builder.</returns>
        public Builder Unset(SearchAttributeKey key)
        {
            building.Remove(key);
            return this;
        }

        /// <summary>Removes one attribute if it is there.</summary>
        /// <param name="name">Name of the attribute.</param>
        /// <returns>This builder.</returns>
        public Builder Unset(string name)
        {
            foreach (var key in building.Keys.Where(k => k.Name == name).ToArray())
                building.Remove(key);
            return this;
        }

        /// <summary>Makes the collection.</summary>
        /// <returns>The collection.</returns>
        public SearchAttributeCollection ToSearchAttributeCollection() => new(new(building));

        internal Builder SetUntyped(SearchAttributeKey key, object value)
        {
            // One name has one type: the last one set.
            Unset(key.Name);
            building[key] = value;
            return this;
        }
    }
}
