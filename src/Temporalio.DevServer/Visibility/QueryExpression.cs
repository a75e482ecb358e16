namespace Temporalio.DevServer.Visibility;

/// <summary>A part of a query.</summary>
/// <param name="Type">How errors name what it is.</param>
internal abstract record QueryExpression(string Type)
{
    public sealed record And(QueryExpression Left, QueryExpression Right) : QueryExpression("*sqlparser.AndExpr");

    public sealed record Or(QueryExpression Left, QueryExpression Right) : QueryExpression("*sqlparser.OrExpr");

    public sealed record Not(QueryExpression Inner) : QueryExpression("*sqlparser.NotExpr");

    /// <summary>An operator between a name and a value; the values of a list are a <see cref="Tuple"/>.</summary>
    public sealed record Comparison(QueryExpression Left, string Operator, QueryExpression Right) : QueryExpression("*sqlparser.ComparisonExpr");

    public sealed record Range(QueryExpression Left, QueryExpression From, QueryExpression To, bool IsNegated) : QueryExpression("*sqlparser.RangeCond");

    /// <summary>What stands behind IS: <c>null</c>, <c>not null</c>, <c>true</c> and so on.</summary>
    public sealed record Is(QueryExpression Left, string What) : QueryExpression("*sqlparser.IsExpr");

    public sealed record Name(string Value, bool IsQuoted) : QueryExpression("*sqlparser.ColName");

    public sealed record Text(string Value) : QueryExpression("*sqlparser.SQLVal");

    public sealed record Number(string Digits) : QueryExpression("*sqlparser.SQLVal");

    /// <summary>A number in another notation, or the place of a value.</summary>
    public sealed record Unreadable(string Value) : QueryExpression("*sqlparser.SQLVal");

    public sealed record Flag(bool Value) : QueryExpression("sqlparser.BoolVal");

    public sealed record Tuple(IReadOnlyList<QueryExpression> Items) : QueryExpression("sqlparser.ValTuple");

    /// <summary>What SQL has and queries do not: arithmetic, functions, nothing at all and the like.</summary>
    public sealed record Foreign(string Kind) : QueryExpression(Kind);
}
