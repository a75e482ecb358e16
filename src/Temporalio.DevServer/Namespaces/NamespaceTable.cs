using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Namespaces;

/// <summary>The namespaces, all in memory. Used inside the gate, except for the look-ups by name.</summary>
internal sealed class NamespaceTable(ServiceCore core)
{
    private static readonly TimeSpan ShortestRetention = TimeSpan.FromHours(1);

    private readonly Dictionary<string, NamespaceRecord> byId = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, NamespaceRecord> byName = new();

    public IEnumerable<NamespaceRecord> All => byId.Values;

    public void Load()
    {
        foreach (var known in core.Store.LoadNamespaces()) Keep(known);
    }

    public NamespaceRecord Get(string id) => byId.GetValueOrDefault(id) ?? throw ServiceError.NamespaceNotFound(id);

    public string NameOf(string id) => Get(id).Name;

    public TimeSpan RetentionOf(string id) => Get(id).Retention.OrZero();

    /// <exception cref="ServiceError">No name was given, or there is no such namespace.</exception>
    public NamespaceRecord ByName(string name)
    {
        if (name.Length == 0) throw ServiceError.InvalidArgument("Namespace is empty.");
        return byName.GetValueOrDefault(name) ?? throw ServiceError.NamespaceNotFound(name);
    }

    public bool Exists(string name) => byName.ContainsKey(name);

    public NamespaceRecord Register(Unit unit, NamespaceRecord added)
    {
        if (added.Name.Length == 0) throw ServiceError.InvalidArgument("Namespace is not set on request.");
        if (Exists(added.Name))
            throw new ServiceError(StatusCode.AlreadyExists, $"Namespace \"{added.Name}\" already exists", new Api.ErrorDetails.V1.NamespaceAlreadyExistsFailure());
        CheckRetention(added);
        added.Id = Guid.CreateVersion7(unit.Now).ToString();
        Put(unit, added);
        return added;
    }

    /// <summary>Replaces the record of a namespace.</summary>
    public void Put(Unit unit, NamespaceRecord changed)
    {
        Keep(changed);
        unit.Batch.Add(Statement.PutNamespace, changed.Id, changed.ToByteArray());
    }

    /// <summary>Takes a namespace away with everything in it.</summary>
    public void Delete(Unit unit, NamespaceRecord deleted)
    {
        byId.Remove(deleted.Id);
        byName.TryRemove(deleted.Name, out _);
        NamespaceRemoval.Write(deleted.Id, unit.Batch);
        core.Runs.ForgetNamespace(deleted.Id);
        core.Schedules.ForgetNamespace(deleted.Id);
    }

    public static void CheckRetention(NamespaceRecord state)
    {
        if (state.Retention.OrZero() < ShortestRetention)
            throw ServiceError.InvalidArgument("A minimum value of 1 hour for workflow execution retention period is required.");
    }

    public static IndexedValueType? ParseType(string name) =>
        Enum.TryParse<IndexedValueType>(name, ignoreCase: true, out var type) && type != IndexedValueType.Unspecified ? type : null;

    private void Keep(NamespaceRecord state)
    {
        byId[state.Id] = state;
        byName[state.Name] = state;
    }
}
