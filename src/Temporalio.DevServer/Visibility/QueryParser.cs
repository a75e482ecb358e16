using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Visibility;

/// <summary>Turns a visibility query into SQL: comparisons of search attributes, joined by AND, OR, NOT and parentheses.</summary>
internal static class QueryParser
{
    /// <summary>What the real service puts around queries of schedules before it reads them with their order, in bytes.</summary>
    private const int AroundSchedules = 180;

    /// <param name="query">The query; empty means all.</param>
    /// <param name="within">The namespace, for its custom attributes.</param>
    /// <param name="firstParameter">Number of the first SQL parameter that is free.</param>
    /// <param name="ofSchedules">The query is for schedules, which have few attributes.</param>
    /// <exception cref="ServiceError">INVALID_ARGUMENT with what is wrong.</exception>
    public static VisibilityQuery Parse(string query, NamespaceRecord within, int firstParameter, bool ofSchedules = false)
    {
        var syntax = Read(query);
        var conditions = new ConditionWriter(new AttributeNames(within, ofSchedules), firstParameter);
        var condition = syntax.Condition is null ? "1" : conditions.Write(syntax.Condition);
        if (syntax.GroupBy.Count > 1) throw Unsupported("'GROUP BY' clause supports only a single field");
        var groupBy = syntax.GroupBy.Count == 0 ? null : conditions.Attribute(syntax.GroupBy[0]).Name;
        if (groupBy is not (null or "ExecutionStatus" or SystemAttributes.Division)) throw Unsupported($"'GROUP BY' clause is not supported for search attribute {groupBy}");
        if (syntax.IsOrdered) throw ofSchedules ? Misplaced(query) : Unsupported("'ORDER BY' clause");
        if (syntax.IsLimited) throw Unsupported("'LIMIT' clause");
        return new VisibilityQuery(condition, conditions.Parameters, groupBy, conditions.NamesDivision);
    }

    private static QuerySyntax Read(string query)
    {
        try
        {
            return QuerySyntax.Parse(query);
        }
        catch (QuerySyntaxException mistake)
        {
            throw ServiceError.InvalidArgument($"invalid query: malformed SQL query: {mistake.Message}");
        }
    }

    private static ServiceError Misplaced(string query)
    {
        var order = QueryLexer.Split(query.Trim()).Last(t => t.Is("order"));
        return ServiceError.InvalidArgument($"invalid query: malformed SQL query: {QuerySyntax.Mistake(AroundSchedules, order).Message}");
    }

    private static ServiceError Unsupported(string what) => ServiceError.InvalidArgument($"invalid query: operation is not supported: {what}");
}
