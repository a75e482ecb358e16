using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Storage;

/// <summary>Takes a run out of all tables.</summary>
internal static class RunRemoval
{
    public static void Write(Run run, WriteBatch batch) => Write(run.Key, run.State.NamespaceId, run.State.WorkflowId, batch);

    public static void Write(long key, string namespaceId, string workflowId, WriteBatch batch)
    {
        batch.Add(Statement.DeleteRun, key);
        batch.Add(Statement.DeleteCurrent, namespaceId, workflowId, key);
        batch.Add(Statement.DeleteHistory, key);
        batch.Add(Statement.DeleteItems, key);
        batch.Add(Statement.DeleteVisibility, key);
        batch.Add(Statement.DeleteAttributes, key);
    }
}
