using System.Globalization;
using Microsoft.Data.Sqlite;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Chances;

/// <summary>
/// Remembers how takes were judged: counters per model, attribute, kind of shot and day in one SQLite file. A take counts once,
/// however often it is scored. Several processes may share the file.
/// </summary>
internal sealed class ChanceLedger(string path, TimeProvider clock)
{
    /// <summary>Factor by which a take counts less for each day of its age: models change silently.</summary>
    public const double DailyDecay = 0.98;

    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS takes (attempt_id TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS gathered (name TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS counts (
            model TEXT NOT NULL, attribute TEXT NOT NULL, shot_type TEXT NOT NULL, day TEXT NOT NULL,
            passes INTEGER NOT NULL, fails INTEGER NOT NULL,
            PRIMARY KEY (model, attribute, shot_type, day)) WITHOUT ROWID;
        """;

    static ChanceLedger() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Counts a scored take, once.</summary>
    /// <returns>False when it was counted before.</returns>
    /// <exception cref="CatalogueException">The file cannot be read or written; the message says what to do.</exception>
    public bool Record(string model, Shot shot, ScoreCard card) => Add(ChanceOutcome.Of(model, shot, card, Today));

    /// <summary>Counts a take by what is told of it, once.</summary>
    /// <param name="outcome">What is told.</param>
    /// <param name="source">Name of the record that it is from; null for a take of this worker.</param>
    /// <returns>False when it was counted before.</returns>
    /// <exception cref="CatalogueException">The file cannot be read or written; the message says what to do.</exception>
    public bool Add(ChanceOutcome outcome, string? source = null) => Use(connection =>
    {
        // Takes the writer's lock at once, so that two processes never both believe to be the first.
        using var transaction = connection.BeginTransaction(deferred: false);
        using var take = Command(connection, "INSERT OR IGNORE INTO takes VALUES ($id)", ("$id", outcome.AttemptId));
        var first = take.ExecuteNonQuery() > 0;
        if (first)
            Count(connection, outcome);
        if (source is not null)
        {
            using var gathered = Command(connection, "INSERT OR IGNORE INTO gathered VALUES ($name)", ("$name", source));
            gathered.ExecuteNonQuery();
        }

        transaction.Commit();
        return first;
    });

    /// <summary>Names of the records that were counted.</summary>
    /// <exception cref="CatalogueException">The file cannot be read.</exception>
    public IReadOnlyList<string> Gathered() => Use(connection =>
    {
        using var command = Command(connection, "SELECT name FROM gathered");
        using var reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    });

    /// <summary>The counters as of today.</summary>
    /// <exception cref="CatalogueException">The file cannot be read.</exception>
    public IReadOnlyList<ChanceCount> Counts() => File.Exists(path) ? Use(Read) : [];

    /// <summary>The chances as of today.</summary>
    /// <exception cref="CatalogueException">The file cannot be read.</exception>
    public ChanceModel Chances() => new(Counts());

    /// <summary>Everything, for other tools.</summary>
    /// <exception cref="CatalogueException">The file cannot be read.</exception>
    public ChanceExport Export() => new(Today, DailyDecay, File.Exists(path) ? Use(Takes) : 0, Counts());

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static void Count(SqliteConnection connection, ChanceOutcome outcome)
    {
        foreach (var attribute in outcome.Passed)
            Count(connection, outcome, attribute, passes: 1);
        if (outcome.Failed is { } failed)
            Count(connection, outcome, failed, passes: 0);
    }

    private static void Count(SqliteConnection connection, ChanceOutcome outcome, string attribute, int passes)
    {
        using var command = Command(
            connection,
            """
            INSERT INTO counts VALUES ($model, $attribute, $type, $day, $passes, $fails)
            ON CONFLICT DO UPDATE SET passes = passes + $passes, fails = fails + $fails
            """,
            ("$model", outcome.Model),
            ("$attribute", attribute),
            ("$type", outcome.ShotType),
            ("$day", outcome.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("$passes", passes),
            ("$fails", 1 - passes));
        command.ExecuteNonQuery();
    }

    private List<ChanceCount> Read(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT model, attribute, shot_type, day, passes, fails FROM counts");
        using var reader = command.ExecuteReader();
        List<ChanceCount> counts = [];
        while (reader.Read())
        {
            // A newer version may judge more than this one knows.
            if (!Enum.TryParse<ScoredAttribute>(reader.GetString(1), out var attribute))
                continue;
            var age = Today.DayNumber - DateOnly.ParseExact(reader.GetString(3), "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;
            var weight = Math.Pow(DailyDecay, Math.Max(0, age));
            counts.Add(new(reader.GetString(0), attribute, reader.GetString(2), weight * reader.GetInt64(4), weight * reader.GetInt64(5)));
        }

        return
        [
            .. counts.GroupBy(count => (count.Model, count.Attribute, count.ShotType))
                .Select(same => new ChanceCount(same.Key.Model, same.Key.Attribute, same.Key.ShotType, same.Sum(count => count.Passes), same.Sum(count => count.Fails)))
                .OrderBy(count => count.Model, StringComparer.Ordinal).ThenBy(count => count.ShotType, StringComparer.Ordinal).ThenBy(count => count.Attribute),
        ];
    }

    private static long Takes(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT COUNT(*) FROM takes");
        return (long)command.ExecuteScalar()!;
    }

    private T Use<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            using var schema = Command(connection, Schema);
            schema.ExecuteNonQuery();
            return work(connection);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is NotADatabase or Corrupt)
        {
            throw new CatalogueException($"The learned chances {path} are damaged: move the file away; the catalogue's own chances are used until new takes are scored.", damaged);
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // every text that comes here is a constant of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
