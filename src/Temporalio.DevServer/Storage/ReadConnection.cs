using Microsoft.Data.Sqlite;

namespace Temporalio.DevServer.Storage;

/// <summary>A connection for reading, used by one thread at a time. It remembers the statements it has prepared.</summary>
internal sealed class ReadConnection(SqliteConnection connection) : IDisposable
{
    /// <summary>Statements made up by callers, such as lists with a filter, do not pile up beyond this.</summary>
    private const int MostPrepared = 40;

    private readonly Dictionary<string, SqliteCommand> prepared = [];

    /// <summary>Runs a query; parameters are named $0, $1 and so on. Rows are read until there are no more, or enough.</summary>
    public List<T> Read<T>(string sql, IReadOnlyList<object> parameters, Func<SqliteDataReader, T> convert, Func<bool>? enough = null)
    {
        var command = Prepare(sql, parameters.Count);
        for (var i = 0; i < parameters.Count; i++) command.Parameters[i].Value = parameters[i];
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (enough?.Invoke() != true && reader.Read()) rows.Add(convert(reader));
        return rows;
    }

    public void Dispose()
    {
        ForgetStatements();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        if (prepared.TryGetValue(sql, out var known)) return known;
        if (prepared.Count >= MostPrepared) ForgetStatements();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        prepared.Add(sql, command);
        return command;
    }

    private void ForgetStatements()
    {
        foreach (var command in prepared.Values) command.Dispose();
        prepared.Clear();
    }
}
