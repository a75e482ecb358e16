namespace Temporalio.DevServer.Visibility;

/// <summary>A query taken apart: what comes behind WHERE in SQL.</summary>
/// <param name="Condition">The condition; null if there is none.</param>
/// <param name="GroupBy">What to group by.</param>
/// <param name="IsOrdered">It asks for an order.</param>
/// <param name="IsLimited">It asks for no more than some.</param>
internal sealed record QuerySyntax(QueryExpression? Condition, IReadOnlyList<QueryExpression> GroupBy, bool IsOrdered, bool IsLimited)
{
    /// <summary>What the real service puts before a query, in bytes, and counts when it says where a mistake is.</summary>
    private const int Before = 27;

    private const int BeforeClause = 21;

    /// <exception cref="QuerySyntaxException">It does not make sense, with the place.</exception>
    public static QuerySyntax Parse(string query)
    {
        query = query.Trim();
        if (query.Length == 0) return new(null, [], false, false);
        var hasNoCondition = IsClause(query, "group") || IsClause(query, "order");
        return new QueryReader(QueryLexer.Split(query), hasNoCondition ? BeforeClause : Before).Read(hasNoCondition);
    }

    /// <inheritdoc cref="Parse"/>
    public static QuerySyntax ParseCondition(string query)
    {
        query = query.Trim();
        return new QueryReader(QueryLexer.Split(query), Before).Read(hasNoCondition: false);
    }

    /// <summary>What is said of a word that stands where it may not, so many bytes further on.</summary>
    public static QuerySyntaxException Mistake(int further, Token token) => new(Before + further + token.End + 1, token.Text);

    private static bool IsClause(string query, string word) =>
        query.StartsWith(word, StringComparison.OrdinalIgnoreCase) && query[word.Length..].TrimStart() is var rest
        && rest.Length < query.Length - word.Length && rest.StartsWith("by", StringComparison.OrdinalIgnoreCase);
}
