namespace Temporalio.DevServer.Storage;

/// <summary>The tables of the database file.</summary>
internal static class Schema
{
    /// <summary>Marks a file as ours, in the SQLite header ("ORDS" in ASCII).</summary>
    public const int ApplicationId = 0x4F524453;

    /// <summary>Layout number; a file with a higher one was written by a newer program.</summary>
    public const int Version = 3;

    /// <summary>Takes a file of layout 1 to layout 2.</summary>
    public const string AddSchedules = """
        CREATE TABLE schedules(
            key INTEGER PRIMARY KEY,
            namespace_id TEXT NOT NULL,
            schedule_id TEXT NOT NULL,
            data BLOB NOT NULL);
        CREATE UNIQUE INDEX schedules_by_id ON schedules(namespace_id, schedule_id);
        """;

    /// <summary>Takes a file of layout 2 to layout 3.</summary>
    public const string AddBatches = """
        CREATE TABLE batches(
            namespace_id TEXT NOT NULL,
            job_id TEXT NOT NULL,
            work BLOB NOT NULL,
            state BLOB NOT NULL,
            PRIMARY KEY(namespace_id, job_id));
        """;

    public const string Create = AddSchedules + AddBatches + """

        CREATE TABLE namespaces(
            id TEXT PRIMARY KEY,
            data BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE runs(
            key INTEGER PRIMARY KEY,
            namespace_id TEXT NOT NULL,
            workflow_id TEXT NOT NULL,
            run_id TEXT NOT NULL,
            open INTEGER NOT NULL,
            state BLOB NOT NULL);
        CREATE UNIQUE INDEX runs_by_id ON runs(namespace_id, workflow_id, run_id);
        CREATE INDEX runs_open ON runs(key) WHERE open = 1;
        CREATE TABLE current_runs(
            namespace_id TEXT NOT NULL,
            workflow_id TEXT NOT NULL,
            run_key INTEGER NOT NULL,
            PRIMARY KEY(namespace_id, workflow_id)) WITHOUT ROWID;
        CREATE TABLE history(
            run_key INTEGER NOT NULL,
            first_id INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY(run_key, first_id)) WITHOUT ROWID;
        CREATE TABLE items(
            run_key INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            id NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY(run_key, kind, id)) WITHOUT ROWID;
        CREATE TABLE visibility(
            run_key INTEGER PRIMARY KEY,
            namespace_id TEXT NOT NULL,
            workflow_id TEXT NOT NULL,
            run_id TEXT NOT NULL,
            workflow_type TEXT NOT NULL,
            status INTEGER NOT NULL,
            start_time INTEGER NOT NULL,
            execution_time INTEGER NOT NULL,
            close_time INTEGER,
            order_time INTEGER NOT NULL,
            task_queue TEXT NOT NULL,
            parent_workflow_id TEXT,
            parent_run_id TEXT,
            root_workflow_id TEXT,
            root_run_id TEXT,
            history_length INTEGER,
            history_size INTEGER,
            duration INTEGER,
            transitions INTEGER,
            info BLOB NOT NULL);
        CREATE INDEX visibility_order ON visibility(namespace_id, order_time DESC, start_time DESC, run_id);
        CREATE INDEX visibility_closed ON visibility(close_time) WHERE close_time IS NOT NULL;
        CREATE TABLE attributes(
            run_key INTEGER NOT NULL,
            name TEXT NOT NULL,
            value NOT NULL,
            PRIMARY KEY(run_key, name, value)) WITHOUT ROWID;
        """;
}
