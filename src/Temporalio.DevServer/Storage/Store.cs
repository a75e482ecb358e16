using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Storage;

/// <summary>Everything on disk: one writer, any number of readers.</summary>
internal sealed class Store : IDisposable
{
    private readonly DatabaseFile file;
    private readonly BatchWriter writer;
    private readonly ConcurrentBag<ReadConnection> readers = [];

    private Store(DatabaseFile file, SqliteConnection connection)
    {
        this.file = file;
        writer = new BatchWriter(connection, file.LogFile);
    }

    /// <exception cref="DevServiceException">The file cannot be used; the message says why.</exception>
    public static Store Open(string? path)
    {
        var (file, connection) = DatabaseFile.Open(path);
        return new Store(file, connection);
    }

    public void Write(WriteBatch batch) => writer.Enqueue(batch);

    public List<NamespaceRecord> LoadNamespaces() => Read("SELECT data FROM namespaces", [], row => NamespaceRecord.Parser.ParseFrom(Blob(row, 0)));

    public List<(long Key, RunState State)> LoadOpenRuns() =>
        Read("SELECT key, state FROM runs WHERE open = 1 ORDER BY key", [], row => (row.GetInt64(0), RunState.Parser.ParseFrom(Blob(row, 1))));

    public List<ScheduleRecord> LoadSchedules() => Read("SELECT data FROM schedules ORDER BY key", [], row => ScheduleRecord.Parser.ParseFrom(Blob(row, 0)));

    public ScheduleRecord? FindSchedule(long key) =>
        Read("SELECT data FROM schedules WHERE key = $0", [key], row => ScheduleRecord.Parser.ParseFrom(Blob(row, 0))).FirstOrDefault();

    public List<(string NamespaceId, byte[] Work, byte[] State)> LoadBatches() =>
        Read("SELECT namespace_id, work, state FROM batches", [], row => (row.GetString(0), Blob(row, 1), Blob(row, 2)));

    public long LastRunKey() => Read("SELECT COALESCE(MAX(key), 0) FROM runs", [], row => row.GetInt64(0))[0];

    public (long Key, RunState State)? FindRun(string namespaceId, string workflowId, string runId) =>
        Read(
            "SELECT key, state FROM runs WHERE namespace_id = $0 AND workflow_id = $1 AND run_id = $2",
            [namespaceId, workflowId, runId],
            row => ((long, RunState)?)(row.GetInt64(0), RunState.Parser.ParseFrom(Blob(row, 1)))).FirstOrDefault();

    public (long Key, RunState State)? FindCurrentRun(string namespaceId, string workflowId) =>
        Read(
            "SELECT r.key, r.state FROM current_runs c JOIN runs r ON r.key = c.run_key WHERE c.namespace_id = $0 AND c.workflow_id = $1",
            [namespaceId, workflowId],
            row => ((long, RunState)?)(row.GetInt64(0), RunState.Parser.ParseFrom(Blob(row, 1)))).FirstOrDefault();

    public List<StoredItem> LoadItems(long runKey) =>
        Read("SELECT kind, id, data FROM items WHERE run_key = $0 ORDER BY kind, id", [runKey], row =>
            new StoredItem((ItemKind)row.GetInt32(0), row.GetValue(1), Blob(row, 2)));

    /// <summary>
    /// The first batches of a run's history that reach from one event to another: so many, or as many as hold so many bytes, but one at least.
    /// </summary>
    public List<(IReadOnlyList<HistoryEvent> Events, int Bytes)> LoadBatches(long runKey, long firstId, long lastId, int limit, long maxBytes = long.MaxValue)
    {
        var bytes = 0L;
        return Read(
            $"""
            SELECT data FROM history WHERE run_key = $0 AND first_id <= $2
                AND first_id >= (SELECT MAX(first_id) FROM history WHERE run_key = $0 AND first_id <= $1)
            ORDER BY first_id LIMIT {limit}
            """,
            [runKey, firstId, lastId],
            row =>
            {
                var data = Blob(row, 0);
                bytes += data.Length;
                return ((IReadOnlyList<HistoryEvent>)Api.History.V1.History.Parser.ParseFrom(data).Events, data.Length);
            },
            () => bytes >= maxBytes);
    }

    /// <summary>Events <paramref name="firstId"/> to <paramref name="lastId"/> of a run, both included.</summary>
    public List<HistoryEvent> LoadEvents(long runKey, long firstId, long lastId)
    {
        var batches = LoadBatches(runKey, firstId, lastId, int.MaxValue);
        return [.. batches.SelectMany(b => b.Events).Where(e => e.EventId >= firstId && e.EventId <= lastId)];
    }

    /// <summary>Runs a query on a reading connection; parameters are named $0, $1 and so on.</summary>
    public List<T> Read<T>(string sql, IReadOnlyList<object> parameters, Func<SqliteDataReader, T> convert, Func<bool>? enough = null)
    {
        if (!readers.TryTake(out var reader)) reader = new ReadConnection(file.Connect());
        try
        {
            return reader.Read(sql, parameters, convert, enough);
        }
        finally
        {
            readers.Add(reader);
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        foreach (var reader in readers) reader.Dispose();
        file.Dispose();
    }

    public static byte[] Blob(SqliteDataReader row, int column) => (byte[])row.GetValue(column);
}
