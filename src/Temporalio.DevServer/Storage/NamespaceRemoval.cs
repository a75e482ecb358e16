namespace Temporalio.DevServer.Storage;

/// <summary>Takes a namespace and everything in it out of all tables.</summary>
internal static class NamespaceRemoval
{
    /// <summary>What is found by the runs goes before the runs.</summary>
    private static readonly Statement[] InOrder =
    [
        Statement.DeleteHistoryOfNamespace,
        Statement.DeleteItemsOfNamespace,
        Statement.DeleteAttributesOfNamespace,
        Statement.DeleteVisibilityOfNamespace,
        Statement.DeleteRunsOfNamespace,
        Statement.DeleteCurrentOfNamespace,
        Statement.DeleteSchedulesOfNamespace,
        Statement.DeleteBatchesOfNamespace,
        Statement.DeleteNamespace,
    ];

    public static void Write(string namespaceId, WriteBatch batch)
    {
        foreach (var statement in InOrder) batch.Add(statement, namespaceId);
    }
}
