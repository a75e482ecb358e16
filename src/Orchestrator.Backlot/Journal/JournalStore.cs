using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Orchestrator.Backlot.Faults;

namespace Orchestrator.Backlot.Journal;

/// <summary>
/// The Backlot's memory: an SQLite file in write-ahead mode, so that what was accepted and charged
/// is still there after the process is killed. One connection, one lock: traffic is a few requests a second.
/// </summary>
internal sealed class JournalStore : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly TimeProvider time;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalStore(string path, TimeProvider time)
    {
        this.time = time;
        SQLitePCL.Batteries_V2.Init();
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS jobs (
                request_id TEXT PRIMARY KEY, endpoint TEXT NOT NULL, request_hash TEXT NOT NULL,
                accepted_at TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL, input TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS jobs_by_hash ON jobs (endpoint, request_hash);
            CREATE TABLE IF NOT EXISTS events (
                id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, request_id TEXT, detail TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS faults (id TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS kept (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id));
            CREATE TABLE IF NOT EXISTS uploads (id TEXT PRIMARY KEY, content_type TEXT NOT NULL, file_name TEXT NOT NULL);
            """);
    }

    /// <summary>Writes down a new job, counting identical ones before it; returns it with its <see cref="Job.Repeat"/>.</summary>
    public Job Accept(Job job, byte[] input)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            using var count = Command("SELECT COUNT(*) FROM jobs WHERE endpoint = $e AND request_hash = $h", ("$e", job.Endpoint), ("$h", job.RequestHash));
            job = job with { Repeat = Convert.ToInt32(count.ExecuteScalar(), CultureInfo.InvariantCulture) };
            using var insert = Command(
                "INSERT INTO jobs VALUES ($id, $e, $h, $at, $s, $b, $i)",
                ("$id", job.RequestId), ("$e", job.Endpoint), ("$h", job.RequestHash), ("$at", Stamp(job.AcceptedAt)),
                ("$s", job.Status.ToString()), ("$b", JsonSerializer.Serialize(job, Json)), ("$i", input));
            insert.ExecuteNonQuery();
            WriteEvent("accepted", job.RequestId, new { job.Endpoint, job.AttemptId, job.ChargedMicroUsd, job.Repeat });
            transaction.Commit();
            return job;
        }
    }

    /// <summary>Replaces a job's row by what <paramref name="change"/> makes of it; returns null when there is none or it declines.</summary>
    public Job? Change(string requestId, string kind, Func<Job, Job?> change)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            if (Find(requestId) is not { } before || change(before) is not { } after)
                return null;
            using var update = Command(
                "UPDATE jobs SET status = $s, body = $b WHERE request_id = $id",
                ("$id", requestId), ("$s", after.Status.ToString()), ("$b", JsonSerializer.Serialize(after, Json)));
            update.ExecuteNonQuery();
            WriteEvent(kind, requestId, new { after.Status, after.Units, after.ChargedMicroUsd, after.RefundedMicroUsd, error = after.Error?.Type });
            transaction.Commit();
            changed.TrySetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return after;
        }
    }

    /// <summary>Returns when some job has changed, and after a second in any case: a change may have come just before.</summary>
    public async Task ChangedAsync(CancellationToken cancellation)
    {
        Task next;
        lock (gate)
            next = changed.Task;
        await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(1), cancellation));
        cancellation.ThrowIfCancellationRequested();
    }

    public Job? Find(string requestId)
        => Jobs("WHERE request_id = $id", ("$id", requestId)).FirstOrDefault();

    /// <summary>The body of a request as it was received; apart from the row, because it may hold megabytes of image.</summary>
    public byte[] InputOf(string requestId)
    {
        lock (gate)
        {
            using var command = Command("SELECT CAST(input AS BLOB) FROM jobs WHERE request_id = $id", ("$id", requestId));
            return (byte[])command.ExecuteScalar()!;
        }
    }

    /// <summary>How many jobs that still wait were accepted before this one.</summary>
    public int WaitingBefore(string requestId)
    {
        lock (gate)
        {
            using var command = Command("SELECT COUNT(*) FROM jobs WHERE status = 'InQueue' AND rowid < (SELECT rowid FROM jobs WHERE request_id = $id)", ("$id", requestId));
            return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
    }

    public IReadOnlyList<Job> Unfinished()
        => Jobs("WHERE status IN ('InQueue', 'InProgress') ORDER BY rowid");

    public IReadOnlyList<Job> All()
        => Jobs("ORDER BY rowid");

    public IReadOnlyList<Job> ByEndpoint(string endpoint, DateTimeOffset start, DateTimeOffset end)
        => Jobs(
            "WHERE endpoint = $e AND accepted_at >= $from AND accepted_at <= $to ORDER BY rowid DESC",
            ("$e", endpoint), ("$from", Stamp(start)), ("$to", Stamp(end)));

    public void Note(string kind, string? requestId, object detail)
    {
        lock (gate)
            WriteEvent(kind, requestId, detail);
    }

    public IReadOnlyList<JournalEvent> Events()
    {
        lock (gate)
        {
            using var command = Command("SELECT id, at, kind, request_id, detail FROM events ORDER BY id");
            using var reader = command.ExecuteReader();
            var events = new List<JournalEvent>();
            while (reader.Read())
                events.Add(new JournalEvent(reader.GetInt64(0), DateTimeOffset.Parse(reader.GetString(1)), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetString(4)));
            return events;
        }
    }

    public IReadOnlyList<FaultRule> Faults()
    {
        lock (gate)
        {
            using var command = Command("SELECT body FROM faults ORDER BY position");
            using var reader = command.ExecuteReader();
            var rules = new List<FaultRule>();
            while (reader.Read())
                rules.Add(JsonSerializer.Deserialize<FaultRule>(reader.GetString(0), Json)!);
            return rules;
        }
    }

    public void SaveFault(FaultRule rule, int position)
    {
        lock (gate)
        {
            using var command = Command(
                "INSERT INTO faults VALUES ($id, $p, $b) ON CONFLICT (id) DO UPDATE SET body = $b",
                ("$id", rule.Id), ("$p", position), ("$b", JsonSerializer.Serialize(rule, Json)));
            command.ExecuteNonQuery();
        }
    }

    public void ForgetFault(string id)
    {
        lock (gate)
        {
            using var command = Command("DELETE FROM faults WHERE id = $id", ("$id", id));
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Everything that is kept of a kind, in the order of its ids.</summary>
    public IReadOnlyList<T> Kept<T>(string kind)
    {
        lock (gate)
        {
            using var command = Command("SELECT body FROM kept WHERE kind = $k ORDER BY id", ("$k", kind));
            using var reader = command.ExecuteReader();
            var things = new List<T>();
            while (reader.Read())
                things.Add(JsonSerializer.Deserialize<T>(reader.GetString(0), Json)!);
            return things;
        }
    }

    /// <summary>What is kept of a kind under an id; nothing when there is none.</summary>
    public T? Kept<T>(string kind, string id)
        where T : class
    {
        lock (gate)
        {
            using var command = Command("SELECT body FROM kept WHERE kind = $k AND id = $i", ("$k", kind), ("$i", id));
            return command.ExecuteScalar() is string body ? JsonSerializer.Deserialize<T>(body, Json) : null;
        }
    }

    /// <summary>Keeps a thing under an id, in the place of what was kept there.</summary>
    public void Keep<T>(string kind, string id, T thing)
    {
        lock (gate)
        {
            using var command = Command("INSERT INTO kept VALUES ($k, $i, $b) ON CONFLICT (kind, id) DO UPDATE SET body = $b", ("$k", kind), ("$i", id), ("$b", JsonSerializer.Serialize(thing, Json)));
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Keeps it no longer; false when it was not there.</summary>
    public bool Forget(string kind, string id)
    {
        lock (gate)
        {
            using var command = Command("DELETE FROM kept WHERE kind = $k AND id = $i", ("$k", kind), ("$i", id));
            return command.ExecuteNonQuery() > 0;
        }
    }

    public void SaveUpload(string id, string contentType, string fileName)
    {
        lock (gate)
        {
            using var command = Command("INSERT INTO uploads VALUES ($id, $t, $n)", ("$id", id), ("$t", contentType), ("$n", fileName));
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The content type an upload was announced with, or null when it was never announced.</summary>
    public string? UploadType(string id)
    {
        lock (gate)
        {
            using var command = Command("SELECT content_type FROM uploads WHERE id = $id", ("$id", id));
            return command.ExecuteScalar() as string;
        }
    }

    public void Reset()
    {
        lock (gate)
            Execute("DELETE FROM jobs; DELETE FROM events; DELETE FROM faults; DELETE FROM uploads; DELETE FROM kept;");
    }

    public void Dispose() => connection.Dispose();

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ");

    private List<Job> Jobs(string clause, params (string Name, object Value)[] values)
    {
        lock (gate)
        {
            using var command = Command("SELECT body FROM jobs " + clause, values);
            using var reader = command.ExecuteReader();
            var jobs = new List<Job>();
            while (reader.Read())
                jobs.Add(JsonSerializer.Deserialize<Job>(reader.GetString(0), Json)!);
            return jobs;
        }
    }

    private void WriteEvent(string kind, string? requestId, object detail)
    {
        using var command = Command(
            "INSERT INTO events (at, kind, request_id, detail) VALUES ($at, $k, $r, $d)",
            ("$at", Stamp(time.GetUtcNow())), ("$k", kind), ("$r", (object?)requestId ?? DBNull.Value), ("$d", JsonSerializer.Serialize(detail, Json)));
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // every text that comes here is a constant of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
