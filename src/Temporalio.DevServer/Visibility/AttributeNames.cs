using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Visibility;

/// <summary>What the names in a query stand for: custom attributes first, then those of the system, with or without their prefix.</summary>
internal sealed class AttributeNames(NamespaceRecord within, bool ofSchedules)
{
    private const string Prefix = "Temporal";

    public QueryAttribute Resolve(string name)
    {
        var found = Find(name)
            ?? Find(Prefix + name)
            ?? (name.StartsWith(Prefix, StringComparison.Ordinal) ? Find(name[Prefix.Length..]) : null)
            ?? (name == "ScheduleId" ? Find("WorkflowId") : null)
            ?? throw ServiceError.InvalidArgument($"invalid query: invalid search attribute: {name}");
        return ofSchedules ? OfSchedule(found, name) : found;
    }

    /// <summary>Schedules have an id, are paused or not, and have custom attributes.</summary>
    private QueryAttribute OfSchedule(QueryAttribute found, string name)
    {
        if (within.SearchAttributes.ContainsKey(found.Name) || found.Name == SystemAttributes.SchedulePaused) return found;
        return name == "ScheduleId"
            ? new QueryAttribute(name, IndexedValueType.Keyword, null, SystemAttributes.ScheduleId)
            : throw ServiceError.InvalidArgument($"invalid query filter for schedules: cannot filter on \"{name}\"");
    }

    private QueryAttribute? Find(string name)
    {
        if (within.SearchAttributes.TryGetValue(name, out var custom)) return new QueryAttribute(name, custom, null);
        if (SystemAttributes.Columns.TryGetValue(name, out var system)) return new QueryAttribute(name, system.Type, system.Column);
        return SystemAttributes.Predefined.TryGetValue(name, out var type) ? new QueryAttribute(name, type, null) : null;
    }
}
