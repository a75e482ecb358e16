using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A change to one search attribute of the running workflow.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public class SearchAttributeUpdate<T> : SearchAttributeUpdate
    where T : notnull
{
    private readonly T? value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, T value)
    {
        Key = key;
        this.value = value ?? throw new ArgumentNullException(nameof(value));
        HasValue = true;
    }

    internal SearchAttributeUpdate(SearchAttributeKey<T> key) => Key = key;

    /// <summary>Gets the key.</summary>
    public SearchAttributeKey<T> Key { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="InvalidOperationException">The update removes the attribute.</exception>
    public T Value => HasValue ? value! : throw new InvalidOperationException("Value not set for this update");

    /// <inheritdoc />
    public override SearchAttributeKey UntypedKey => Key;

    /// <inheritdoc />
    public override object UntypedValue => Value;
}
