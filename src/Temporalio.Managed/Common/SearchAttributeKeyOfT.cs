using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>Name and type of a search attribute.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public class SearchAttributeKey<T> : SearchAttributeKey
    where T : notnull
{
    internal SearchAttributeKey(string name, IndexedValueType valueType)
        : base(name, valueType, typeof(T))
    {
    }

    /// <summary>Makes an update that sets the attribute.</summary>
    /// <param name="value">Value to set.</param>
    /// <returns>The update.</returns>
    public SearchAttributeUpdate<T> ValueSet(T value) => SearchAttributeUpdate.ValueSet(this, value);

    /// <summary>Makes an update that removes the attribute.</summary>
    /// <returns>The update.</returns>
    public SearchAttributeUpdate<T> ValueUnset() => SearchAttributeUpdate.ValueUnset(this);
}
