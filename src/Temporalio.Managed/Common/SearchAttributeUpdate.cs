using Temporalio.Api.Common.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A change to one search attribute of the running workflow.</summary>
public abstract class SearchAttributeUpdate
{
    private protected SearchAttributeUpdate()
    {
    }

    /// <summary>Gets a value indicating whether the update sets a value; otherwise it removes the attribute.</summary>
    public bool HasValue { get; private protected init; }

    /// <summary>Gets the key.</summary>
    public abstract SearchAttributeKey UntypedKey { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="InvalidOperationException">The update removes the attribute.</exception>
    public abstract object UntypedValue { get; }

    /// <summary>Makes an update that sets an attribute.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Attribute to set.</param>
    /// <param name="value">Value to set.</param>
    /// <returns>The update.</returns>
    public static SearchAttributeUpdate<T> ValueSet<T>(SearchAttributeKey<T> key, T value)
        where T : notnull => new(key, value);

    /// <summary>Makes an update that removes an attribute.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Attribute to remove.</param>
    /// <returns>The update.</returns>
    public static SearchAttributeUpdate<T> ValueUnset<T>(SearchAttributeKey<T> key)
        where T : notnull => new(key);

    internal Payload ToUpsertPayload() => SearchAttributePayload.Encode(UntypedKey.ValueType, HasValue ? UntypedValue : null);
}
