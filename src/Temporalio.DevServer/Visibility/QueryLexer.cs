using System.Text;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Visibility;

/// <summary>Cuts a visibility query into words.</summary>
internal static class QueryLexer
{
    public static List<Token> Split(string query)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < query.Length;)
        {
            var c = query[i];
            if (char.IsWhiteSpace(c)) i++;
            else if (c is '\'' or '"' or '`') tokens.Add(Quoted(query, ref i));
            else if (char.IsAsciiDigit(c) || (c is '-' or '.' && i + 1 < query.Length && char.IsAsciiDigit(query[i + 1]))) tokens.Add(Number(query, ref i));
            else if (char.IsLetter(c) || c == '_') tokens.Add(Word(query, ref i));
            else tokens.Add(Symbol(query, ref i));
        }

        tokens.Add(new Token(TokenKind.End, "", query.Length + 1));
        return tokens;
    }

    public static ServiceError SyntaxError(int position) =>
        ServiceError.InvalidArgument($"invalid query: malformed SQL query: syntax error at position {position}");

    private static Token Quoted(string query, ref int i)
    {
        var start = i;
        var quote = query[i++];
        var text = new StringBuilder();
        while (true)
        {
            if (i >= query.Length) throw SyntaxError(query.Length + 1);
            var c = query[i++];
            if (c == '\\' && i < query.Length) c = query[i++];
            else if (c == quote && i < query.Length && query[i] == quote) i++;
            else if (c == quote) break;
            text.Append(c);
        }

        return new Token(quote == '`' ? TokenKind.Word : TokenKind.Text, text.ToString(), start + 1);
    }

    private static Token Number(string query, ref int i)
    {
        var start = i++;
        while (i < query.Length && (char.IsAsciiLetterOrDigit(query[i]) || query[i] is '.')) i++;
        return new Token(TokenKind.Number, query[start..i], start + 1);
    }

    private static Token Word(string query, ref int i)
    {
        var start = i;
        while (i < query.Length && (char.IsLetterOrDigit(query[i]) || query[i] is '_' or '.' or '-')) i++;
        return new Token(TokenKind.Word, query[start..i], start + 1);
    }

    private static Token Symbol(string query, ref int i)
    {
        var start = i;
        var two = i + 1 < query.Length ? query.Substring(i, 2) : "";
        if (two is "!=" or "<=" or ">=" or "<>")
        {
            i += 2;
            return new Token(TokenKind.Symbol, two == "<>" ? "!=" : two, start + 1);
        }

        i++;
        return query[start] is '=' or '<' or '>' or '(' or ')' or ','
            ? new Token(TokenKind.Symbol, query[start].ToString(), start + 1)
            : throw SyntaxError(start + 1);
    }
}
