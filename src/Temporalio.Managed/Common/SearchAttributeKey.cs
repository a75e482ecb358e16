using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

/// <summary>Name and type of a search attribute.</summary>
[SuppressMessage("Design", "CA1036:Override methods on comparable types", Justification = "The official type has no comparison operators.")]
public class SearchAttributeKey : IComparable<SearchAttributeKey>
{
    private protected SearchAttributeKey(string name, IndexedValueType valueType, Type nonNullableType)
    {
        Name = name;
        ValueType = valueType;
        NonNullableType = nonNullableType;
    }

    /// <summary>Gets the name under which the service indexes the values.</summary>
    public string Name { get; private init; }

    /// <summary>Gets the type of the values as the service knows it.</summary>
    public IndexedValueType ValueType { get; private init; }

    internal Type NonNullableType { get; private init; }

    /// <summary>Makes a key of full-text values.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<string> CreateText(string name) => new(name, IndexedValueType.Text);

    /// <summary>Makes a key of whole-word values.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<string> CreateKeyword(string name) => new(name, IndexedValueType.Keyword);

    /// <summary>Makes a key of whole numbers.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<long> CreateLong(string name) => new(name, IndexedValueType.Int);

    /// <summary>Makes a key of floating point numbers.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<double> CreateDouble(string name) => new(name, IndexedValueType.Double);

    /// <summary>Makes a key of truth values.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<bool> CreateBool(string name) => new(name, IndexedValueType.Bool);

    /// <summary>Makes a key of instants.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<DateTimeOffset> CreateDateTimeOffset(string name) => new(name, IndexedValueType.Datetime);

    /// <summary>Makes a key of lists of whole-word values.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<IReadOnlyCollection<string>> CreateKeywordList(string name) => new(name, IndexedValueType.KeywordList);

    /// <inheritdoc />
    public int CompareTo(SearchAttributeKey? other) => string.CompareOrdinal(Name, other?.Name);

    /// <inheritdoc />
    public override bool Equals(object? obj) =>
        obj is SearchAttributeKey other && Name == other.Name && ValueType == other.ValueType;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, ValueType);

    /// <inheritdoc />
    public override string ToString() => Name;

    internal static SearchAttributeKey? Create(string name, IndexedValueType type) => type switch
    {
        IndexedValueType.Text => CreateText(name),
        IndexedValueType.Keyword => CreateKeyword(name),
        IndexedValueType.Int => CreateLong(name),
        IndexedValueType.Double => CreateDouble(name),
        IndexedValueType.Bool => CreateBool(name),
        IndexedValueType.Datetime => CreateDateTimeOffset(name),
        IndexedValueType.KeywordList => CreateKeywordList(name),
        _ => null,
    };
}
