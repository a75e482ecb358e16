using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Temporalio.DevServer.Storage;

/// <summary>
/// The only writer of the database: one thread that takes everything waiting, writes it in one transaction and, once the
/// commit is on disk, releases those who wait. The first failure is final, since memory is then ahead of the disk.
/// </summary>
internal sealed class BatchWriter : IDisposable
{
    /// <summary>A service that has committed so often goes on to: room for its log is worth the time then.</summary>
    private const int CommitsBeforeLogSpace = 64;

    private readonly SqliteConnection connection;
    private readonly string? logFile;
    private readonly sqlite3 handle;
    private readonly Dictionary<Statement, sqlite3_stmt> prepared = [];
    private readonly Thread thread;
    private readonly object gate = new();
    private List<WriteBatch> waiting = [];
    private bool stopped;
    private Exception? failure;
    private int commits;

    /// <param name="connection">Belongs to the writer from now on.</param>
    /// <param name="logFile">Path of the write-ahead log; null in memory.</param>
    public BatchWriter(SqliteConnection connection, string? logFile)
    {
        this.connection = connection;
        this.logFile = logFile;
        handle = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        thread = new Thread(Run) { IsBackground = true, Name = "temporal-dev-writer" };
        thread.Start();
    }

    /// <summary>Queues a batch behind all earlier ones.</summary>
    public void Enqueue(WriteBatch batch)
    {
        lock (gate)
        {
            if (failure is not null)
            {
                batch.Fail(failure);
                return;
            }

            waiting.Add(batch);
            if (waiting.Count == 1) Monitor.Pulse(gate);
        }
    }

    /// <summary>Writes what is queued, then ends the thread.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
        foreach (var statement in prepared.Values) statement.Dispose();
        connection.Dispose();
    }

    private void Run()
    {
        var batches = new List<WriteBatch>();
        while (Take(ref batches))
        {
            try
            {
                Commit(batches);
                foreach (var batch in batches) batch.Complete();
                if (++commits == CommitsBeforeLogSpace && logFile is not null) LogSpace.LayOut(logFile);
            }
            catch (Exception e)
            {
                // The end of the thread's work: everyone who waits or comes later is told.
                FailAll(batches, e);
                return;
            }

            batches.Clear();
        }
    }

    private bool Take(ref List<WriteBatch> batches)
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (stopped) return false;
                Monitor.Wait(gate);
            }

            (waiting, batches) = (batches, waiting);
            return true;
        }
    }

    private void FailAll(List<WriteBatch> batches, Exception cause)
    {
        lock (gate)
        {
            failure = new DevServiceException(
                "The database could not be written",
                connection.DataSource,
                $"Nothing is lost that was acknowledged; mend the cause ({cause.Message}) and start the service again.",
                cause);
            foreach (var batch in batches.Concat(waiting)) batch.Fail(failure);
            waiting.Clear();
        }
    }

    private void Commit(List<WriteBatch> batches)
    {
        Execute(Begin, []);
        foreach (var batch in batches)
        {
            foreach (var (statement, values) in batch.Writes) Execute(statement, values);
        }

        Execute(End, []);
    }

    private static readonly Statement Begin = new("BEGIN IMMEDIATE");
    private static readonly Statement End = new("COMMIT");

    private void Execute(Statement statement, object?[] values)
    {
        var prepared = Prepare(statement);
        for (var i = 0; i < values.Length; i++) Bind(prepared, i + 1, values[i]);
        var result = raw.sqlite3_step(prepared);
        if (result != raw.SQLITE_DONE) throw Error(statement.Sql);
        raw.sqlite3_reset(prepared);
    }

    private sqlite3_stmt Prepare(Statement statement)
    {
        if (prepared.TryGetValue(statement, out var found)) return found;
        if (raw.sqlite3_prepare_v2(handle, statement.Sql, out found) != raw.SQLITE_OK) throw Error(statement.Sql);
        prepared.Add(statement, found);
        return found;
    }

    private SqliteException Error(string sql) =>
        new($"{raw.sqlite3_errmsg(handle).utf8_to_string()} in: {sql}", raw.sqlite3_errcode(handle), raw.sqlite3_extended_errcode(handle));

    private static void Bind(sqlite3_stmt statement, int index, object? value)
    {
        _ = value switch
        {
            null => raw.sqlite3_bind_null(statement, index),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            int number => raw.sqlite3_bind_int64(statement, index, number),
            bool flag => raw.sqlite3_bind_int64(statement, index, flag ? 1 : 0),
            double number => raw.sqlite3_bind_double(statement, index, number),
            string text => raw.sqlite3_bind_text(statement, index, text),
            byte[] blob => raw.sqlite3_bind_blob(statement, index, blob),
            _ => throw new ArgumentException($"cannot store a {value.GetType()}", nameof(value)),
        };
    }
}
