namespace Temporalio.DevServer.Storage;

/// <summary>A statement the writer runs; prepared once, bound by position.</summary>
internal sealed class Statement(string sql)
{
    public string Sql { get; } = sql;

    public static readonly Statement PutNamespace = new("INSERT OR REPLACE INTO namespaces(id, data) VALUES(?, ?)");
    public static readonly Statement DeleteNamespace = new("DELETE FROM namespaces WHERE id = ?");
    public static readonly Statement DeleteHistoryOfNamespace = new("DELETE FROM history WHERE run_key IN (SELECT key FROM runs WHERE namespace_id = ?)");
    public static readonly Statement DeleteItemsOfNamespace = new("DELETE FROM items WHERE run_key IN (SELECT key FROM runs WHERE namespace_id = ?)");
    public static readonly Statement DeleteAttributesOfNamespace = new("DELETE FROM attributes WHERE run_key IN (SELECT run_key FROM visibility WHERE namespace_id = ?)");
    public static readonly Statement DeleteVisibilityOfNamespace = new("DELETE FROM visibility WHERE namespace_id = ?");
    public static readonly Statement DeleteRunsOfNamespace = new("DELETE FROM runs WHERE namespace_id = ?");
    public static readonly Statement DeleteCurrentOfNamespace = new("DELETE FROM current_runs WHERE namespace_id = ?");
    public static readonly Statement DeleteSchedulesOfNamespace = new("DELETE FROM schedules WHERE namespace_id = ?");
    public static readonly Statement DeleteBatchesOfNamespace = new("DELETE FROM batches WHERE namespace_id = ?");
    public static readonly Statement InsertRun = new("INSERT INTO runs(key, namespace_id, workflow_id, run_id, open, state) VALUES(?, ?, ?, ?, ?, ?)");
    public static readonly Statement UpdateRun = new("UPDATE runs SET open = ?, state = ? WHERE key = ?");
    public static readonly Statement DeleteRun = new("DELETE FROM runs WHERE key = ?");
    public static readonly Statement PutCurrent = new("INSERT OR REPLACE INTO current_runs(namespace_id, workflow_id, run_key) VALUES(?, ?, ?)");
    public static readonly Statement DeleteCurrent = new("DELETE FROM current_runs WHERE namespace_id = ? AND workflow_id = ? AND run_key = ?");
    public static readonly Statement AppendHistory = new("INSERT INTO history(run_key, first_id, data) VALUES(?, ?, ?)");
    public static readonly Statement DeleteHistory = new("DELETE FROM history WHERE run_key = ?");
    public static readonly Statement PutItem = new("INSERT OR REPLACE INTO items(run_key, kind, id, data) VALUES(?, ?, ?, ?)");
    public static readonly Statement DeleteItem = new("DELETE FROM items WHERE run_key = ? AND kind = ? AND id = ?");
    public static readonly Statement DeleteItemsOfKind = new("DELETE FROM items WHERE run_key = ? AND kind = ?");
    public static readonly Statement DeleteItems = new("DELETE FROM items WHERE run_key = ?");
    public static readonly Statement PutSchedule = new("INSERT OR REPLACE INTO schedules(key, namespace_id, schedule_id, data) VALUES(?, ?, ?, ?)");
    public static readonly Statement DeleteSchedule = new("DELETE FROM schedules WHERE key = ?");
    public static readonly Statement InsertBatch = new("INSERT INTO batches(namespace_id, job_id, work, state) VALUES(?, ?, ?, ?)");
    public static readonly Statement UpdateBatch = new("UPDATE batches SET state = ? WHERE namespace_id = ? AND job_id = ?");
    public static readonly Statement DeleteBatch = new("DELETE FROM batches WHERE namespace_id = ? AND job_id = ?");
    public static readonly Statement PutVisibility = new("""
        INSERT OR REPLACE INTO visibility(run_key, namespace_id, workflow_id, run_id, workflow_type, status, start_time, execution_time,
            close_time, order_time, task_queue, parent_workflow_id, parent_run_id, root_workflow_id, root_run_id,
            history_length, history_size, duration, transitions, info)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);
    public static readonly Statement DeleteVisibility = new("DELETE FROM visibility WHERE run_key = ?");
    public static readonly Statement PutAttribute = new("INSERT OR REPLACE INTO attributes(run_key, name, value) VALUES(?, ?, ?)");
    public static readonly Statement DeleteAttributes = new("DELETE FROM attributes WHERE run_key = ?");
}
