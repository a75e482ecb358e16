using System.Text;

namespace Temporalio.DevServer.Visibility;

/// <summary>Cuts a query into words.</summary>
internal sealed class QueryLexer(string query)
{
    private static readonly HashSet<string> Keywords =
    [
        "and", "or", "not", "xor", "in", "between", "is", "null", "true", "false", "like", "regexp", "rlike", "starts_with", "exists", "case", "end",
        "select", "from", "where", "group", "by", "having", "order", "limit", "union", "for", "update", "lock", "as", "when", "then", "else",
    ];

    private readonly List<Token> tokens = [];
    private int i;

    public static List<Token> Split(string query) => new QueryLexer(query).Split();

    private List<Token> Split()
    {
        while (i < query.Length) Next();
        tokens.Add(new Token(TokenKind.End, "", Bytes(query.Length)));
        return tokens;
    }

    private void Next()
    {
        var c = query[i];
        if (char.IsWhiteSpace(c)) i++;
        else if (c is '\'' or '"' or '`') Quoted(c);
        else if (StartsComment()) SkipComment();
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Ahead(1)))) Number();
        else if (char.IsAsciiLetter(c) || c is '_' or '@') Word();
        else if (c == '?') Add(TokenKind.Unreadable, ":v1", 1);
        else if (c == ':') Add(TokenKind.Unreadable, query[i..(i + 1 + Letters(i + 1))], 1 + Letters(i + 1));
        else Symbol();
    }

    private char Ahead(int by) => i + by < query.Length ? query[i + by] : '\0';

    private bool StartsComment() => query[i] == '#' || (query[i] == '-' && Ahead(1) == '-') || (query[i] == '/' && Ahead(1) == '*');

    private void SkipComment()
    {
        var isBlock = query[i] == '/';
        var end = isBlock ? query.IndexOf("*/", i + 2, StringComparison.Ordinal) : query.IndexOf('\n', i);
        i = end < 0 ? query.Length : end + (isBlock ? 2 : 1);
    }

    private void Quoted(char quote)
    {
        var text = new StringBuilder();
        for (var at = i + 1; at < query.Length; at++)
        {
            if (query[at] == '\\' && at + 1 < query.Length && quote != '`')
            {
                text.Append(query[++at]);
            }
            else if (query[at] != quote)
            {
                text.Append(query[at]);
            }
            else if (at + 1 < query.Length && query[at + 1] == quote)
            {
                text.Append(query[at++]);
            }
            else
            {
                tokens.Add(new Token(quote == '`' ? TokenKind.Word : TokenKind.Text, text.ToString(), Bytes(at + 1), quote == '`'));
                i = at + 1;
                return;
            }
        }

        Add(TokenKind.Broken, text.ToString(), query.Length - i);
    }

    private void Number()
    {
        if (query[i] == '0' && Ahead(1) is 'x' or 'X')
        {
            Add(TokenKind.Unreadable, query[i..(i + 2 + Letters(i + 2))], 2 + Letters(i + 2));
            return;
        }

        var end = Digits(i);
        if (end < query.Length && query[end] == '.') end = Digits(end + 1);
        if (end < query.Length && query[end] is 'e' or 'E')
        {
            var exponent = end + 1 < query.Length && query[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (Digits(exponent) is var far && far > exponent) end = far;
        }

        Add(TokenKind.Number, query[i..end], end - i);
    }

    private int Digits(int from)
    {
        while (from < query.Length && char.IsAsciiDigit(query[from])) from++;
        return from;
    }

    /// <summary>How many characters of a name follow; a dot binds a name to another.</summary>
    private int Letters(int from)
    {
        var end = from;
        while (end < query.Length && (char.IsAsciiLetterOrDigit(query[end]) || query[end] is '_' or '@' or '.' or '$')) end++;
        return end - from;
    }

    private void Word()
    {
        var length = Letters(i);
        var word = query.Substring(i, length);
        var small = word.ToLowerInvariant();
        if (Keywords.Contains(small)) Add(TokenKind.Keyword, small, length);
        else Add(TokenKind.Word, word, length);
    }

    private void Symbol()
    {
        var two = i + 1 < query.Length ? query.Substring(i, 2) : "";
        if (i + 2 < query.Length && query.AsSpan(i, 3) is "<=>") Add(TokenKind.Symbol, "<=>", 3);
        else if (two is "!=" or "<=" or ">=" or "&&" or "||") Add(TokenKind.Symbol, two, 2);
        else if (two == "<>") Add(TokenKind.Symbol, "!=", 2);
        else if (query[i] is '=' or '<' or '>' or '(' or ')' or ',' or ';' or '!' or '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '~') Add(TokenKind.Symbol, query[i].ToString(), 1);
        else Broken();
    }

    /// <summary>The real service reads bytes: of a letter beyond ASCII it tells the first, which is no text.</summary>
    private void Broken()
    {
        var isAscii = char.IsAscii(query[i]);
        tokens.Add(new Token(TokenKind.Broken, isAscii ? query[i].ToString() : "\uFFFD", Bytes(i) + 1));
        i++;
    }

    private void Add(TokenKind kind, string text, int length)
    {
        i += length;
        tokens.Add(new Token(kind, text, Bytes(i)));
    }

    private int Bytes(int end) => Encoding.UTF8.GetByteCount(query.AsSpan(0, end));
}
