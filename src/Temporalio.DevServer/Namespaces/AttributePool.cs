using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Namespaces;

/// <summary>How many custom search attributes of each type a namespace may have, as on the real service with an SQL store.</summary>
internal static class AttributePool
{
    private const int Keywords = 10;
    private const int Others = 3;

    /// <summary>Defines an attribute; a name that exists is left as it is.</summary>
    public static void Add(NamespaceRecord within, string name, IndexedValueType type)
    {
        if (within.SearchAttributes.ContainsKey(name)) return;
        if (SystemAttributes.TypeOf(name) is not null || name.StartsWith("Temporal", StringComparison.Ordinal))
            throw ServiceError.InvalidArgument($"Search attribute {name} is reserved by system.");
        if (!Enum.IsDefined(type) || type == IndexedValueType.Unspecified)
            throw ServiceError.InvalidArgument($"Unknown search attribute type: {(int)type}.");
        var limit = type == IndexedValueType.Keyword ? Keywords : Others;
        if (within.SearchAttributes.Values.Count(t => t == type) >= limit)
            throw ServiceError.InvalidArgument($"Unable to save search attributes: cannot have more than {limit} search attribute of type {type}.");
        within.SearchAttributes[name] = type;
    }
}
