using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Visibility;

/// <summary>Reads a visibility query: comparisons of search attributes, joined by AND, OR, NOT and parentheses.</summary>
internal sealed class QueryParser
{
    private readonly List<Token> tokens;
    private readonly ConditionWriter conditions;
    private int next;

    private QueryParser(string query, NamespaceRecord within, int firstParameter, bool ofSchedules)
    {
        tokens = QueryLexer.Split(query);
        conditions = new ConditionWriter(within, firstParameter, ofSchedules);
    }

    /// <param name="query">The query; empty means all.</param>
    /// <param name="within">The namespace, for its custom attributes.</param>
    /// <param name="firstParameter">Number of the first SQL parameter that is free.</param>
    /// <param name="ofSchedules">The query is for schedules, which have few attributes.</param>
    /// <exception cref="ServiceError">INVALID_ARGUMENT with what is wrong.</exception>
    public static VisibilityQuery Parse(string query, NamespaceRecord within, int firstParameter, bool ofSchedules = false)
    {
        var parser = new QueryParser(query, within, firstParameter, ofSchedules);
        var condition = parser.Current.Kind == TokenKind.End || parser.Current.Is("GROUP") || parser.Current.Is("ORDER") ? "1" : parser.Or();
        var groupBy = parser.Tail();
        return new VisibilityQuery(condition, parser.conditions.Parameters, groupBy, parser.conditions.NamesDivision);
    }

    private Token Current => tokens[next];

    private string Or()
    {
        var left = And();
        while (Accept("OR")) left = $"({left} OR {And()})";
        return left;
    }

    private string And()
    {
        var left = Not();
        while (Accept("AND")) left = $"({left} AND {Not()})";
        return left;
    }

    private string Not()
    {
        if (Accept("NOT")) return $"(NOT COALESCE({Not()}, 0))";
        if (!Accept("(")) return Comparison();
        var inner = Or();
        Expect(")");
        return $"({inner})";
    }

    private string Comparison()
    {
        var name = Take();
        if (name.Kind != TokenKind.Word) throw QueryLexer.SyntaxError(name.Position);
        var attribute = conditions.Resolve(name.Text);
        if (Accept("IS"))
        {
            var isNot = Accept("NOT");
            Expect("NULL");
            return conditions.IsNull(attribute, !isNot);
        }

        var negated = Accept("NOT");
        if (Accept("BETWEEN"))
        {
            var low = Value();
            Expect("AND");
            return conditions.Between(attribute, low, Value(), negated);
        }

        if (Accept("IN")) return conditions.In(attribute, Values(), negated);
        if (Accept("STARTS_WITH")) return conditions.StartsWith(attribute, Value(), negated);
        if (negated) throw QueryLexer.SyntaxError(Current.Position);
        var op = Take();
        if (op.Is("LIKE"))
            throw ServiceError.InvalidArgument($"invalid query: operation is not supported: operator 'LIKE' not supported for {attribute.Type} type search attribute '{attribute.Name}'");
        if (op.Text is not ("=" or "!=" or "<" or "<=" or ">" or ">=")) throw QueryLexer.SyntaxError(op.Position);
        return conditions.Compare(attribute, op.Text, Value());
    }

    private List<Token> Values()
    {
        Expect("(");
        var values = new List<Token> { Value() };
        while (Accept(",")) values.Add(Value());
        Expect(")");
        return values;
    }

    private Token Value()
    {
        var value = Take();
        var isLiteral = value.Kind is TokenKind.Text or TokenKind.Number || value.Is("true") || value.Is("false");
        return isLiteral ? value : throw QueryLexer.SyntaxError(value.Position);
    }

    private string? Tail()
    {
        string? groupBy = null;
        if (Accept("GROUP"))
        {
            Expect("BY");
            groupBy = conditions.Resolve(Take().Text).Name;
            if (Accept(",")) throw Unsupported("'GROUP BY' clause supports only a single field");
        }

        if (Current.Is("ORDER")) throw Unsupported("'ORDER BY' clause");
        if (Current.Is("LIMIT")) throw Unsupported("'LIMIT' clause");
        return Current.Kind == TokenKind.End ? groupBy : throw QueryLexer.SyntaxError(Current.Position);
    }

    private bool Accept(string keyword)
    {
        if (!Current.Is(keyword)) return false;
        next++;
        return true;
    }

    private void Expect(string keyword)
    {
        if (!Accept(keyword)) throw QueryLexer.SyntaxError(Current.Position);
    }

    private Token Take()
    {
        var taken = Current;
        if (taken.Kind == TokenKind.End) throw QueryLexer.SyntaxError(taken.Position);
        next++;
        return taken;
    }

    private static ServiceError Unsupported(string what) => ServiceError.InvalidArgument($"invalid query: operation is not supported: {what}");
}
