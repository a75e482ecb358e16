using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Temporalio.DevServer.Storage;

/// <summary>Opens the database: ours and whole, or a clear refusal. Never touches a file that is neither.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly string connectionString;
    private readonly bool inMemory;
    private FileStream? ownership;

    static DatabaseFile() => Batteries_V2.Init();

    private DatabaseFile(string? path)
    {
        inMemory = path is null;
        Path = path is null ? ":memory:" : System.IO.Path.GetFullPath(path);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = inMemory ? $"dev-service-{Guid.NewGuid():N}" : Path,
            Mode = inMemory ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = inMemory ? SqliteCacheMode.Shared : SqliteCacheMode.Private,
            Pooling = false,
        }.ToString();
    }

    public string Path { get; }

    /// <summary>Path of the write-ahead log; null in memory.</summary>
    public string? LogFile => inMemory ? null : Path + "-wal";

    /// <summary>Takes possession of the file and hands out the connection for the writer.</summary>
    /// <exception cref="DevServiceException">The file is in use, damaged, foreign, too new, or cannot be created.</exception>
    public static (DatabaseFile File, SqliteConnection Writer) Open(string? path)
    {
        var file = new DatabaseFile(path);
        SqliteConnection? connection = null;
        try
        {
            file.TakeOwnership();
            connection = file.Connect();
            file.Prepare(connection);
            return (file, connection);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            file.Dispose();
            throw e as DevServiceException ?? file.Explain(e);
        }
    }

    /// <summary>A further connection, for reading.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        if (inMemory) Run(connection, "PRAGMA read_uncommitted = 1");
        return connection;
    }

    public void Dispose() => ownership?.Dispose();

    private void TakeOwnership()
    {
        if (inMemory) return;
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        try
        {
            ownership = new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new DevServiceException("The database is in use by another service", Path, "Stop that service, or name another file.", e);
        }
    }

    private void Prepare(SqliteConnection connection)
    {
        var isNew = inMemory || new FileInfo(Path) is { Exists: false } or { Length: 0 };
        if (isNew)
        {
            Configure(connection);
            Run(connection, $"BEGIN; {Schema.Create} PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = {Schema.Version}; COMMIT");
            return;
        }

        if (Scalar(connection, "PRAGMA application_id") != Schema.ApplicationId)
            throw new DevServiceException("The file is a database of another program", Path, "Name another file; this one was not touched.");
        var version = Scalar(connection, "PRAGMA user_version");
        if (version > Schema.Version)
            throw new DevServiceException("The database was written by a newer version of this service", Path, "Use that version, or name another file.");
        Configure(connection);
        CheckWhole(connection);
        Run(connection, $"BEGIN IMMEDIATE; {ChangesSince(version)} COMMIT");
    }

    private static string ChangesSince(long version)
    {
        var changes = version < 2 ? Schema.AddSchedules : "";
        if (version < 3) changes += Schema.AddBatches;
        return changes.Length == 0 ? "" : $"{changes} PRAGMA user_version = {Schema.Version};";
    }

    private void Configure(SqliteConnection connection)
    {
        if (!inMemory) Run(connection, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {LogSpace.Pages}");
        Run(connection, "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000");
    }

    private void CheckWhole(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        var answer = command.ExecuteScalar() as string;
        if (answer != "ok") throw Damaged(new InvalidDataException(answer));
    }

    private DevServiceException Explain(Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } =>
            new("The database is locked by another program", Path, "Close that program, or name another file.", e),
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } =>
            new("The file is not a database, or is damaged", Path, "Restore it from a copy, or name another file; this one was not touched.", e),
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT } => Damaged(e),
        _ => new("The database cannot be opened", Path, $"Check that the folder exists and may be written ({e.Message}).", e),
    };

    private DevServiceException Damaged(Exception cause) =>
        new("The database is damaged", Path, $"Restore it from a copy, or name another file; nothing was changed ({cause.Message}).", cause);

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 2;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
