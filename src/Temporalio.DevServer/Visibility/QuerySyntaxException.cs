namespace Temporalio.DevServer.Visibility;

/// <summary>A query that cannot be read.</summary>
internal sealed class QuerySyntaxException(int position, string near)
    : Exception($"syntax error at position {position}{(near.Length > 0 ? $" near '{near}'" : "")}");
