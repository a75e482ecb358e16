namespace Temporalio.DevServer.Visibility;

/// <summary>Reads the words of a query as SQL does: what it may hold is for those who ask to say.</summary>
/// <param name="tokens">The words.</param>
/// <param name="before">How many bytes stand before the query where positions are counted.</param>
internal sealed class QueryReader(List<Token> tokens, int before)
{
    private static readonly string[] Arithmetic = ["+", "-", "*", "/", "%", "&", "|", "^"];
    private static readonly string[] Comparisons = ["=", "!=", "<", "<=", ">", ">=", "<=>"];
    private int next;

    private Token Current => tokens[next];

    public QuerySyntax Read(bool hasNoCondition)
    {
        var condition = hasNoCondition ? null : Or();
        List<QueryExpression> groupBy = [];
        if (Accept("group"))
        {
            Expect("by");
            groupBy = List();
        }

        if (Accept("having")) Or();
        var isOrdered = Accept("order");
        if (isOrdered)
        {
            Expect("by");
            Ordering();
        }

        var isLimited = Accept("limit");
        if (isLimited) List();
        if (Accept("for")) Expect("update");
        Accept(";");
        return Current.Kind == TokenKind.End ? new(condition, groupBy, isOrdered, isLimited) : throw Mistake();
    }

    private void Ordering()
    {
        do
        {
            Value();
            // ASC and DESC are names to the reader, and say nothing that is looked at.
            if (Current is { Kind: TokenKind.Word, Text: var word } && word.ToUpperInvariant() is "ASC" or "DESC") next++;
        }
        while (Accept(","));
    }

    private List<QueryExpression> List()
    {
        List<QueryExpression> items = [Or()];
        while (Accept(",")) items.Add(Or());
        return items;
    }

    private QueryExpression Or()
    {
        var left = And();
        while (Accept("or") || Accept("||")) left = new QueryExpression.Or(left, And());
        return left;
    }

    private QueryExpression And()
    {
        var left = Not();
        while (Accept("and") || Accept("&&")) left = new QueryExpression.And(left, Not());
        return left;
    }

    private QueryExpression Not()
    {
        if (Accept("not")) return new QueryExpression.Not(Not());
        var left = Comparison();
        while (Accept("is"))
        {
            var not = Accept("not") ? "not " : "";
            if (!Current.Is("null") && !Current.Is("true") && !Current.Is("false")) throw Mistake();
            left = new QueryExpression.Is(left, not + tokens[next++].Text);
        }

        return left;
    }

    private QueryExpression Comparison()
    {
        var left = Value();
        while (Comparisons.FirstOrDefault(Accept) is { } comparison) left = new QueryExpression.Comparison(left, comparison, Value());
        var isNegated = Accept("not");
        var not = isNegated ? "not " : "";
        if (Accept("between"))
        {
            var from = Value();
            Expect("and");
            return new QueryExpression.Range(left, from, Value(), isNegated);
        }

        foreach (var word in (string[])["like", "regexp", "rlike", "starts_with"])
        {
            if (Accept(word)) return new QueryExpression.Comparison(left, not + word, Value());
        }

        if (Accept("in")) return new QueryExpression.Comparison(left, $"{not}in", Values());
        return isNegated ? throw Mistake() : left;
    }

    private QueryExpression Values()
    {
        Expect("(");
        if (Current.Is("select")) return Skip("*sqlparser.Subquery");
        var items = List();
        Expect(")");
        return new QueryExpression.Tuple(items);
    }

    private QueryExpression Value()
    {
        var left = Signed();
        while (Arithmetic.FirstOrDefault(Accept) is not null)
        {
            Signed();
            left = new QueryExpression.Foreign("*sqlparser.BinaryExpr");
        }

        return left;
    }

    private QueryExpression Signed()
    {
        if (Accept("+")) return Signed() is QueryExpression.Number number ? number : new QueryExpression.Foreign("*sqlparser.UnaryExpr");
        if (Accept("-")) return Signed() is QueryExpression.Number number ? Negated(number) : new QueryExpression.Foreign("*sqlparser.UnaryExpr");
        if (!Accept("!") && !Accept("~")) return Single();
        Signed();
        return new QueryExpression.Foreign("*sqlparser.UnaryExpr");
    }

    private static QueryExpression.Number Negated(QueryExpression.Number number) =>
        new(number.Digits.StartsWith('-') ? number.Digits[1..] : $"-{number.Digits}");

    private QueryExpression Single()
    {
        var token = Current;
        if (Accept("(")) return Bracketed();
        if (Accept("true")) return new QueryExpression.Flag(true);
        if (Accept("false")) return new QueryExpression.Flag(false);
        if (Accept("null")) return new QueryExpression.Foreign("*sqlparser.NullVal");
        if (Accept("exists"))
        {
            Expect("(");
            return Skip("*sqlparser.ExistsExpr");
        }

        if (Accept("case")) return Case();
        if (token.Kind is not (TokenKind.Word or TokenKind.Text or TokenKind.Number or TokenKind.Unreadable)) throw Mistake();
        next++;
        if (token.Kind == TokenKind.Word && Accept("(")) return Skip("*sqlparser.FuncExpr");
        return token.Kind switch
        {
            TokenKind.Text => new QueryExpression.Text(token.Text),
            TokenKind.Number => new QueryExpression.Number(token.Text),
            TokenKind.Unreadable => new QueryExpression.Unreadable(token.Text),
            _ => new QueryExpression.Name(token.Text, token.IsQuoted),
        };
    }

    private QueryExpression Bracketed()
    {
        if (Current.Is("select")) return Skip("*sqlparser.Subquery");
        var items = List();
        Expect(")");
        return items is [var only] ? only : new QueryExpression.Tuple(items);
    }

    private QueryExpression Case()
    {
        while (!Accept("end"))
        {
            if (Current.Kind is TokenKind.End or TokenKind.Broken) throw Mistake();
            next++;
        }

        return new QueryExpression.Foreign("*sqlparser.CaseExpr");
    }

    /// <summary>Leaves out what stands up to the bracket that closes.</summary>
    private QueryExpression.Foreign Skip(string kind)
    {
        for (var open = 1; open > 0; next++)
        {
            if (Current.Kind is TokenKind.End or TokenKind.Broken) throw Mistake();
            open += Current.Is("(") ? 1 : Current.Is(")") ? -1 : 0;
        }

        return new(kind);
    }

    private bool Accept(string word)
    {
        if (!Current.Is(word)) return false;
        next++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Accept(word)) throw Mistake();
    }

    /// <summary>A reader has always seen one character more; words are told, signs are not.</summary>
    private QuerySyntaxException Mistake() => new(before + Current.End + 1, Current.Kind is TokenKind.Symbol or TokenKind.End ? "" : Current.Text);
}
